import { saidOf, type Said } from '../records/said'
import type { Parsed } from './codec'

/** Why typed text was not taken, and that it stays where it is. */
export const KEPT_TYPED = '{why} {typed} is kept here and not saved.'

/** Refuses typed text in words. */
export const keptTyped = (why: Said, typed: string): Extract<Parsed<never>, { ok: false }> => ({
  ok: false,
  message: saidOf(KEPT_TYPED, { why, typed: { asIs: typed.trim() } }),
})
