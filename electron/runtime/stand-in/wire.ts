/** Messages between the preload's world and the stand-in. Each travels as codec text. */
export type FromPage =
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown[] }
  | { readonly t: 'send'; readonly channel: string; readonly args: unknown[] }
  | { readonly t: 'open'; readonly url: string }

export type ToPage =
  | { readonly t: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly t: 'failure'; readonly id: number; readonly message: string }
  | { readonly t: 'event'; readonly channel: string; readonly args: unknown[] }

/** The binding through which the preload's world speaks, and the function through which it is spoken to. */
export const SEND_BINDING = '__standInSend'
export const RECEIVE_FUNCTION = '__standInReceive'
