import type { Duration } from '@shared/exam/answer'

/* What the parts of the kit take and give. Types that cross files stand here, where every tool can read them. */

/** The wrong-patient guard's facts, in words. */
export interface BannerFacts {
  readonly name: string
  /** Name in the patient's own script, when there is one. */
  readonly otherScript: string
  /** "F, 46 y" */
  readonly sexAge: string
  /** "born 12 Mar 1980" */
  readonly born: string
  readonly number: string
}
/** Something that changes what may be given, and when it was last asked (ruling 11). */
export interface BannerAlert {
  /** "Allergies", "Blood thinner". */
  readonly what: string
  /** "chlorhexidine", "none", "never asked". */
  readonly says: string
  /** "asked 11 Oct, not asked today"; empty when asked today. */
  readonly asked: string
  /** Something is present that changes what may be given. */
  readonly present: boolean
}

/** One line of the rail: a section of the exam or a place of the app. */
export interface RailItem {
  readonly id: string
  readonly label: string
  /** What stands at the right: a key ("1", "Alt 1"). */
  readonly hint?: string
  /** Answers still missing for signing. */
  readonly missing?: number
  /** A count in a ring (drafts). */
  readonly count?: number
  /** `done` tick, `optional` dash, `warn` triangle; none draws no sign. */
  readonly mark?: 'done' | 'optional' | 'warn'
}

/** One open prompt as the bar shows it. The wording is the rule's own. */
export interface PromptView {
  readonly key: string
  readonly level: 'stop' | 'check' | 'note'
  /** Rule and sources: "R01, S21". */
  readonly from: string
  readonly message: string
  /** What was recorded that made it speak. */
  readonly because: string
  /** What nobody has answered yet although the message reads as if it were known; empty where there is nothing. */
  readonly caution: string
  /** The sources in full, or that there is none. */
  readonly sources: readonly string[]
}
/** What a clinician answers to a prompt (ruling 19). */
export type PromptAnswer = 'acted' | 'notApplicable' | 'disagree'

/** Both axes as typed, mm. */
export interface AxesText {
  readonly long: string
  readonly short: string
}

/** A length of time as typed: the count as text (the owner judges it) and its unit. */
export interface DurationText {
  readonly count: string
  readonly unit: Duration['unit'] | undefined
}

/** See StateSign. */
export type Sign = 'stop' | 'check' | 'note' | 'refused' | 'confirm' | 'done' | 'none'
