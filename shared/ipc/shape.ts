import { z } from 'zod'
import { MAX_PIN } from '../records/pin'

/** Pieces that the shapes of the calls are made of. */
export const nothing = z.object({})
export const done = z.object({ done: z.literal(true) })
/** A passphrase or code, whatever it is. */
export const secret = z.string().min(1).max(1024)
/** The person at the keys shows again that it is them. Nobody else's passphrase or PIN will do. */
export const pinText = z.string().min(1).max(MAX_PIN)
export const ownProof = z.union([z.object({ passphrase: secret }), z.object({ pin: pinText })])
export type OwnProof = z.infer<typeof ownProof>
export const paperTo = z.enum(['printer', 'pdf'])
/** Where a PDF went; absent for paper. */
export const onPaper = z.object({ path: z.string().optional() })

export const channel = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output })
