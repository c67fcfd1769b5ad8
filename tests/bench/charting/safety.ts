import type { Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import type { Answer } from '@shared/exam/answer'
import { answerPath, splitPath } from '@shared/exam/answer'
import { findPlace } from '@shared/exam/definition'
import { ghostsOf } from '@shared/exam/ghosts'
import { lateralityOf } from '@shared/exam/laterality'
import { screenedIn } from '@shared/exam/answers'
import type { ExamContext } from '@shared/exam/context'
import type { ExamBody, SignedExam } from '@shared/records/exam'

/** What speed must not cost (`anchors.md` D): the first three are 0, or the figures do not count. */
export interface Safety {
  /** Values in the signed note that nobody said at this visit. */
  readonly unattested: number
  /** Nodules of which two places say opposite sides, or that stand on another side than the script examined. */
  readonly wrongSides: number
  /** Red flags without an answer, or not asked. */
  readonly redFlagsUnasked: number
  /** Part of the note's text that the last note says in the same words, 0 to 1. */
  readonly sameAsLastNote: number
}

interface Read {
  readonly signed: SignedExam
  /** Those signed before it, oldest first. */
  readonly before: readonly SignedExam[]
  readonly note: string
  readonly lastNote: string
}

/** The signed visit and the one before it, as the app answers them. */
const read = (page: Page, patient: string): Promise<Read> =>
  page.evaluate(async (name) => {
    const { palpa } = globalThis as unknown as { palpa: PalpaApi }
    const value = <T>(answer: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
      if (!answer.ok) throw new Error(answer.error.code)
      return answer.value
    }
    const found = value(await palpa['patients.search']({ text: name, limit: 1 })).rows[0]
    if (found === undefined) throw new Error(`No ${name}`)
    const { rows } = value(await palpa['patients.visits']({ patientId: found.patientId }))
    const newest = rows.filter(({ state }) => state !== 'draft').sort((a, b) => b.at.localeCompare(a.at))
    const id = newest[0]?.examId ?? ''
    const signed = value(await palpa['exams.get']({ examId: id }))
    const exams = await Promise.all(newest.slice(1).map(({ examId }) => palpa['exams.get']({ examId })))
    const before = exams.map(value).sort((a, b) => a.signedAt.localeCompare(b.signedAt))
    const last = before.at(-1)?.examId
    const text = async (of: string): Promise<string> => value(await palpa['notes.text']({ examId: of })).text
    return { signed, before, note: await text(id), lastNote: last === undefined ? '' : await text(last) }
  }, patient)

/** Every answer of a body by its path. */
const answersOf = ({ answers }: ExamBody): [string, Answer][] => [
  ...Object.entries(answers.values).map(([id, answer]): [string, Answer] => [answerPath(id), answer]),
  ...Object.values(answers.groups).flatMap((entries) =>
    entries.flatMap(({ entryId, values }) =>
      Object.entries(values).map(([id, answer]): [string, Answer] => [answerPath(id, entryId), answer]),
    ),
  ),
]

/**
 * Answers that stand in the record without having been said today: not by the signer, not since the visit began, or
 * marked as the same where no earlier visit said it so, or where it may never be carried.
 */
function unattested(body: ExamBody, context: ExamContext, by: string, since: string): number {
  const ghosts = ghostsOf(body, context)
  const loose = answersOf(body).filter(([path, answer]) => {
    if (answer.by !== by || answer.at < since) return true
    if (answer.is !== 'value' || answer.via !== 'same') return false
    const ghost = ghosts.get(path)
    return (
      ghost === undefined ||
      findPlace(splitPath(path).fieldId)?.field.fresh === true ||
      JSON.stringify(ghost.value) !== JSON.stringify(answer.value)
    )
  })
  return loose.length
}

/** Sentences, without the head of the note, which names the day and the patient. */
const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.;])\s+|\n+/u)
    .map((one) => one.trim())
    .filter((one) => one.length > 0)

function repeated(note: string, last: string): number {
  const before = new Set(sentences(last))
  const all = sentences(note)
  const length = (list: readonly string[]): number => list.reduce((sum, one) => sum + one.length, 0)
  return length(all) === 0 ? 0 : length(all.filter((one) => before.has(one))) / length(all)
}

/**
 * Reads the visit that was signed last back from the sealed record and counts.
 * @param sides the side on which the script examined each nodule, by label
 * @param since when the visit began
 */
export async function safetyOf(
  page: Page,
  patient: string,
  sides: Readonly<Record<string, string>>,
  since: string,
): Promise<Safety> {
  const { signed, before, note, lastNote } = await read(page, patient)
  const { body } = signed
  const context: ExamContext = {
    patient: signed.patient,
    today: body.visitOn,
    country: signed.clinic.country,
    procedures: true,
    earlier: before.map(({ examId: of, noduleLabels, body: { visitOn, answers } }) => ({
      examId: of,
      noduleLabels,
      visitOn,
      answers,
    })),
  }
  const wrong = Object.entries(signed.noduleLabels).filter(([entryId, label]) => {
    const said = body.answers.groups['nodule']?.find((one) => one.entryId === entryId)?.values['nodule.side']
    return said?.is === 'value' && said.value !== sides[label]
  })
  const unasked = screenedIn('redFlags').filter(({ field }) => {
    const answer = body.answers.values[field.id]
    return answer === undefined || answer.is === 'notAsked'
  })
  return {
    unattested: unattested(body, context, signed.signer.personId, since),
    wrongSides: wrong.length + lateralityOf(body, context).filter(({ apart }) => apart).length,
    redFlagsUnasked: unasked.length,
    sameAsLastNote: repeated(note, lastNote),
  }
}
