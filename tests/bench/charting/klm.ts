/**
 * Seconds of the keystroke-level model: a press of a key by a person who types 40 words a minute, pointing, the hand
 * between keys and pointer, a moment of thought, a press of a pointer. System responses are not modelled.
 *
 * Source: the operators of the GOMS keystroke-level model as the university lecture of Hamburg gives them; pointer
 * presses 0.2 s.
 */
export const KLM = { key: 0.28, point: 1.1, hand: 0.4, think: 1.35, press: 0.2 } as const

/** What was sent to the app, counted where it was sent. */
export interface Effort {
  /** Each key that went down, chord members among them. */
  keys: number
  /** Each pointer press. */
  presses: number
  /** The hand went from keys to pointer or back. */
  hands: number
  /** Thoughts: one before each thing that a clinician decides as a whole. */
  thoughts: number
}

export const NO_EFFORT: Effort = { keys: 0, presses: 0, hands: 0, thoughts: 0 }
export const inputsOf = ({ keys, presses }: Effort): number => keys + presses
/** Modelled seconds. */
export const secondsOf = ({ keys, presses, hands, thoughts }: Effort): number =>
  keys * KLM.key + presses * (KLM.point + KLM.press) + hands * KLM.hand + thoughts * KLM.think
