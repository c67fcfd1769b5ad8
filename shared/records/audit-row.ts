import { z } from 'zod'
import { AUDIT_KINDS, AUDIT_EVENTS, isAuditEvent, type AuditKind } from './audit'
import { filled, type Said } from './said'
import { instant, isoDate, uuid } from './values'

/** What is looked for. Empty: everything. Days are days of this laptop's clock, both included. */
export const auditFilter = z.object({
  personId: uuid.optional(),
  patientId: uuid.optional(),
  kind: z.enum(AUDIT_KINDS).optional(),
  fromOn: isoDate.optional(),
  toOn: isoDate.optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>

/** One line of the record, with the names that go with its ids today. */
export const auditRow = z.object({
  seq: z.int().positive(),
  /** When it happened. */
  at: instant,
  what: z.string(),
  /** Who; empty where nobody knows. */
  by: z.string(),
  /** The person it is about, where that is another. */
  about: z.string(),
  patientId: uuid.optional(),
  /** Name and number of the patient; empty when there is none, or none any more. */
  patient: z.string(),
  detail: z.string(),
  /** Written on this laptop; false for what came with a backup of another. */
  here: z.boolean(),
})
export type AuditRow = z.infer<typeof auditRow>

export const auditPage = z.object({
  rows: z.array(auditRow),
  /** Where to go on; none at the beginning of the record. */
  next: z.int().positive().optional(),
  /** How far this page looked back. */
  backTo: instant.optional(),
})

/** The words of a line: what was written by a newer version is shown by its name, and never left out. */
export const auditWords = (what: string): string => {
  if (isAuditEvent(what)) return AUDIT_EVENTS[what].words
  return what === 'audit.unreadable' ? 'Entry that does not open' : what
}
/** The kind of a line; what is unknown is of every kind, so that no filter hides it. */
export const auditKind = (what: string): AuditKind | undefined =>
  isAuditEvent(what) ? AUDIT_EVENTS[what].kind : undefined

export const DETAIL_WORDS: Readonly<Record<string, string>> = {
  passphrase: 'passphrase',
  pin: 'PIN',
  recovery: 'recovery code',
  key: 'by hand',
  switch: 'for another person',
  idle: 'after quiet minutes',
  suspend: 'laptop asleep',
  crash: 'the window failed',
  screen: 'screen locked',
  close: 'window closed',
  printer: 'on paper',
  pdf: 'as a PDF',
  tries: 'too many wrong tries',
  self: 'by themselves',
  reset: 'with the passphrase',
  suspended: 'with the suspension',
  kept: 'this chart stays',
  joined: 'this chart leads to the other',
  from: 'out of this chart',
  to: 'into this chart',
  complete: 'complete',
  incompleteEmergency: 'incomplete, emergency',
  recordDamaged: 'a record does not open',
  recordMissing: 'a record is gone',
  recordUnknown: 'a record that nobody wrote',
  keyDamaged: 'the key of a patient does not open',
  draftDamaged: 'a draft does not open',
  imageFileMissing: 'the file of a picture is gone',
  imageFileDamaged: 'the file of a picture is damaged',
  imageRowDamaged: 'the record of a picture does not open',
  imageRowUnknown: 'a picture that nobody attached',
  trailBroken: 'entries of this record are gone or changed',
  rolledBack: 'an older vault was put in place of this one',
  pagesDamaged: 'the vault file is damaged',
}
/** What the count of an event counts: one, and many. */
const COUNTED: Readonly<Partial<Record<string, readonly [string, string]>>> = {
  'exam.recovered': ['{n} answer', '{n} answers'],
  'exam.besideSettled': ['{n} answer taken over', '{n} answers taken over'],
  'exam.discarded': ['{n} picture', '{n} pictures'],
}
/** What is said of an event where it is more than a word, with the places that are filled. */
export const DETAIL_SENTENCES = {
  revision: '{kind}, revision {n}',
  whole: 'the whole file, {n} pages',
  records: 'every record and picture, {n}',
  changed: '{from} to {to}',
  signs: '{role} who signs',
} as const
export const DETAIL_COUNTS: readonly string[] = Object.values(COUNTED).flatMap((both) => both?.[1] ?? [])

const role = (words: string): string | Said => {
  const [named = '', signs] = words.split('+')
  return signs === undefined ? named : { text: DETAIL_SENTENCES.signs, slots: { role: named } }
}

/** What an event carries; a code that has no words (the name of a setting) stands as it is. */
export const detailSaid = (what: string, detail: string): Said => {
  const counted = COUNTED[what]
  if (counted !== undefined && /^\d+$/u.test(detail))
    return { text: counted[1], one: counted[0], slots: { n: detail } }
  if (Object.hasOwn(DETAIL_WORDS, detail)) return { text: DETAIL_WORDS[detail] ?? '', slots: {} }
  const revision = /^(amendment|addendum|cancellation|completion) (\d+)$/u.exec(detail)
  if (revision !== null)
    return { text: DETAIL_SENTENCES.revision, slots: { kind: revision[1] ?? '', n: revision[2] ?? '' } }
  const checked = /^(whole|records) (\d+)$/u.exec(detail)
  if (checked !== null)
    return {
      text: checked[1] === 'whole' ? DETAIL_SENTENCES.whole : DETAIL_SENTENCES.records,
      slots: { n: checked[2] ?? '' },
    }
  const changed = /^([a-z]+(?:\+signs)?)>([a-z]+(?:\+signs)?)$/iu.exec(detail)
  if (changed !== null)
    return {
      text: DETAIL_SENTENCES.changed,
      slots: { from: role(changed[1] ?? ''), to: role(changed[2] ?? '') },
    }
  return { text: detail, slots: {} }
}

/** What an event carries, in English. */
export const detailWords = (what: string, detail: string): string => filled(detailSaid(what, detail))
