import { createHash } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import type { CallName } from '@shared/ipc/contract'
import type { Result } from '@shared/errors'
import type { ExamBody } from '@shared/records/exam'

/**
 * What was typed and what main acknowledged, one line each in a file outside the vault, and what is to be thought of
 * it afterwards. Whoever is killed writes its acknowledgements itself, before the window hears of them; whoever kills
 * writes the keys and the kills.
 *
 *     begun EXAM chart|pictures              a visit of a vault that was made
 *     opened EXAM LETTERS SEQUENCE PRINT     a draft as it was handed out
 *     ack EXAM LETTERS SEQUENCE PRINT        a save that was acknowledged
 *     key EXAM LETTERS AT                    a key, with the letters there are after it
 *     killed AT DOING
 *     signed EXAM · image IMAGE SHA256 · backup FOLDER
 *     kept EXAM LETTERS                      a signed visit, as it was found in the end
 */

/** The field that is typed into, one letter a key, so that its length says how much of it is there. */
export const TYPED = 'palpation.narrative'
/** Longer than this nothing is typed: the field takes 4000. */
export const MOST_LETTERS = 3500

export const lettersOf = (body: ExamBody): number => {
  const answer = body.answers.values[TYPED]
  return answer?.is === 'value' && typeof answer.value === 'string' ? answer.value.length : 0
}

/** Members in one order, as a body that comes back from the journal may have another; without who said it: main says so. */
const ordered = (held: unknown): unknown =>
  Array.isArray(held)
    ? held.map(ordered)
    : typeof held === 'object' && held !== null
      ? Object.fromEntries(
          Object.entries(held)
            .filter(([key]) => key !== 'by')
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, value]) => [key, ordered(value)]),
        )
      : held
/** The same for the same body: what came back is what was acknowledged, to the last answer. */
const printOf = (body: ExamBody): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(body)))
    .digest('hex')
    .slice(0, 16)

export const noteIn =
  (file: string) =>
  (...words: readonly (string | number)[]): void =>
    appendFileSync(file, `${words.join(' ')}\n`)

interface Asked {
  readonly examId: string
  readonly body: ExamBody
}
interface Told extends Asked {
  readonly sequence: number
  readonly imageId: string
  readonly sha256: string
  readonly path: string
}
type Line = readonly (string | number)[]
/** What main acknowledges and must last. */
const LINES: Partial<Record<CallName, (asked: Asked, told: Told) => Line>> = {
  'exams.openDraft': (_asked, { examId, body, sequence }) => [
    'opened',
    examId,
    lettersOf(body),
    sequence,
    printOf(body),
  ],
  'exams.saveDraft': ({ examId, body }, { sequence }) => [
    'ack',
    examId,
    lettersOf(body),
    sequence,
    printOf(body),
  ],
  'exams.sign': ({ examId }) => ['signed', examId],
  'images.finish': (_asked, { imageId, sha256 }) => ['image', imageId, sha256],
  'backup.now': (_asked, { path }) => ['backup', path],
}

/** The line that an answer of main's is worth; nothing where it acknowledged nothing that must last. */
export const lineOf = (name: CallName, asked: unknown, answer: Result<unknown>): Line | undefined =>
  answer.ok ? LINES[name]?.(asked as Asked, answer.value as Told) : undefined

/** What a visit was begun for. */
export type Purpose = 'chart' | 'pictures'
export const begunIn = (lines: readonly string[]): ReadonlyMap<string, Purpose> =>
  new Map(
    lines.flatMap((line) => {
      const [kind, examId = '', purpose] = line.split(' ')
      return kind === 'begun' ? [[examId, purpose === 'chart' ? 'chart' : 'pictures'] as const] : []
    }),
  )

export interface Counts {
  readonly saves: number
  readonly signed: number
  readonly images: number
  readonly backups: number
  /** The most that a kill took of typing that nobody had acknowledged: from its first lost key to the kill, ms. */
  readonly goneMs: number
  /** What was under way at the kills. */
  readonly killedWhile: Readonly<Record<string, number>>
  /** A line for each thing that was acknowledged and is not there, or is there otherwise. */
  readonly lost: readonly string[]
}

/** What a loop ends with. */
export type Checked = Omit<Counts, 'lost'> & {
  readonly lost: number
  /** Findings of the four checks of health, and backups under a good name that are not whole. */
  readonly unreadable: number
  /** The audit chain from its first entry to its sealed head. */
  readonly intact: boolean
  /** Backups that were restored beside the vault and compared. */
  readonly reopened: number
}

interface Save {
  readonly letters: number
  readonly sequence: number
  readonly print: string
}

/** Goes through the lines of a ledger. Pictures are looked for by whoever has the vault open. */
export function judge(lines: readonly string[]): Counts {
  const acked = new Map<string, Save>()
  const keys = new Map<string, { letters: number; at: number; killedAt?: number }[]>()
  const lost: string[] = []
  const killedWhile: Record<string, number> = {}
  const count = { opened: 0, ack: 0, key: 0, killed: 0, signed: 0, image: 0, backup: 0, kept: 0 }
  let goneMs = 0
  /** What was typed since the last opening and did not come back. */
  const gone = (examId: string, kept: number): void => {
    const first = (keys.get(examId) ?? []).find((key) => key.letters > kept)
    keys.delete(examId)
    if (first === undefined) return
    // Whoever was not killed loses nothing at all.
    if (first.killedAt === undefined) lost.push(`typing in ${examId} beyond ${kept} letters`)
    else goneMs = Math.max(goneMs, first.killedAt - first.at)
  }
  for (const line of lines) {
    const [kind = '', id = '', letters = '', sequence = '', print = ''] = line.split(' ')
    if (kind in count) count[kind as keyof typeof count] += 1
    const [n, at] = [Number(letters), Number(sequence)]
    const before = acked.get(id)
    if (kind === 'ack') acked.set(id, { letters: n, sequence: at, print })
    else if (kind === 'key') keys.set(id, [...(keys.get(id) ?? []), { letters: n, at }])
    else if (kind === 'killed') {
      for (const key of [...keys.values()].flat()) key.killedAt ??= Number(id)
      killedWhile[letters] = (killedWhile[letters] ?? 0) + 1
    } else if (kind === 'opened') {
      if (before && (at < before.sequence || (at === before.sequence && print !== before.print)))
        lost.push(`${line}, acknowledged ${JSON.stringify(before)}`)
      gone(id, n)
    } else if (kind === 'kept') {
      if (before && n < before.letters) lost.push(`${line}, acknowledged ${JSON.stringify(before)}`)
      gone(id, n)
    }
  }
  for (const [examId, save] of acked)
    if (!lines.some((line) => /^(opened|kept) /u.test(line) && line.includes(examId)))
      lost.push(`${examId} was never found again, acknowledged ${JSON.stringify(save)}`)
  const { ack: saves, signed, image: images, backup: backups } = count
  return { saves, signed, images, backups, goneMs, killedWhile, lost }
}
