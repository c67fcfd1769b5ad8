import type { Said } from '../records/said'

/** How far the sheet may speak of an anti-inflammatory: rulings 13 and 21, rule R20. */
export const NSAID_ADVICE = ['allowed', 'avoid', 'withheld'] as const

/**
 * What the prompt rules allow a sheet to say (clinical content 3, gates G1 and G2; rulings 19 to 22). The prompts room fills it
 * from the signed revision; this room only obeys.
 */
export interface HandoutGates {
  /** G1: false while any of R01 to R09 (R06b included) or R44 is open or acted. */
  readonly usuallyNotSerious: boolean
  /** G1: true while R06 is open or acted: "we are arranging a scan or specialist review". */
  readonly arranging: boolean
  /** G1: false while R35 is open: nothing about an injection to come. */
  readonly injectionSection: boolean
  /** G2: R01 open at STOP level: the emergency sheet instead of the handout. */
  readonly emergencySheet: boolean
  /**
   * `allowed`: R20 did not fire. `avoid`: R20 is open, the medicine goes to the "do not take" list.
   * `withheld`: R20 was overridden with a reason; the sheet does not name it as advice (ruling 21).
   */
  readonly nsaidAdvice: (typeof NSAID_ADVICE)[number]
  /** Open prompts behind the gates, for the clinician at the preview, in the language of the screen. Never printed. */
  readonly because: readonly { readonly gate: string; readonly because: Said }[]
}
