import type { ExamBody } from '../records/exam'
import { said, saidOf, type Said } from '../records/said'
import { answerPath, splitPath, type Answer, type AnswerPath } from './answer'
import { crossFindings, type Finding, type Loose } from './checks/cross'
import { codecOf, schemaOf } from './codecs'
import type { Parsed } from './codec'
import type { ExamContext } from './context'
import { findPlace, PLACES, placeOf, type Place, type SectionId } from './definition'
import { DELIBERATE, type Field, type KindValue, type Kind } from './field-kinds'
import { earlierLabels, knownNodules, labelsIn } from './labels'
import { dateRefusal, refRefusal, VALIDATE_TEXTS, visitRefusal } from './refusals'
import { labelled, spotName } from './spot-name'
import { viewWithout, visitsBefore, type ExamView } from './view'

export type { Finding } from './checks/cross'

/** Path of the visit's own date, which is no answer. */
export const VISIT_DATE_PATH = 'visitOn'

/** Something that stands between the exam and its signature. */
export interface Missing {
  readonly path: AnswerPath
  readonly sectionId: SectionId
  /** `R1 Margins`. */
  readonly label: Said
}
export interface Blocker extends Missing {
  readonly why: 'missing' | 'refused' | 'toConfirm'
}

/** A field at one place: single, or of one entry. */
interface Spot {
  readonly place: Place
  readonly entryId?: string
  readonly path: AnswerPath
}

const PARTS = [...new Set(PLACES.map((place) => place.part))].map((part) => ({
  repeats: part.repeats,
  places: PLACES.filter((place) => place.part === part),
}))

/** Every spot of the exam in examination order; entries of a group one after the other. */
export function spotsOf(view: ExamView): readonly Spot[] {
  return PARTS.flatMap(({ repeats, places }) => {
    if (!repeats) return places.map((place) => ({ place, path: answerPath(place.field.id) }))
    return view
      .entries(repeats.group)
      .flatMap(({ entryId }) =>
        places.map((place) => ({ place, entryId, path: answerPath(place.field.id, entryId) })),
      )
  })
}

const storedAt = (body: ExamBody, { place, entryId }: Spot): Answer | undefined =>
  place.group === undefined
    ? body.answers.values[place.field.id]
    : body.answers.groups[place.group]?.find((entry) => entry.entryId === entryId)?.values[place.field.id]

const OWN = 'own'

/** What a value says by itself, whatever stands around it. */
interface Alone {
  readonly field: Field
  readonly value: KindValue[Kind] | undefined
  readonly refusal: Said | undefined
  readonly doubt: Said | undefined
}
/** Answers never change: each is judged once, and not again with every keystroke elsewhere. */
function judgeAlone(field: Field, answer: Answer & { readonly is: 'value' }): Alone {
  const known = judgedAlone.get(answer)
  if (known?.field === field) return known
  const codec = codecOf(field)
  const parsed = schemaOf(field).safeParse(answer.value)
  const made: Alone = parsed.success
    ? {
        field,
        value: parsed.data,
        refusal: codec.refusal(field, parsed.data),
        doubt: codec.doubt(field, parsed.data),
      }
    : { field, value: undefined, refusal: said(VALIDATE_TEXTS.notAValue), doubt: undefined }
  judgedAlone.set(answer, made)
  return made
}
const judgedAlone = new WeakMap<Answer, Alone>()

/** What a value says about itself, and dates against the visit and birth. */
function ownFinding(body: ExamBody, context: ExamContext, spot: Spot): Loose | undefined {
  const answer = storedAt(body, spot)
  if (answer?.is !== 'value') return undefined
  const { field } = spot.place
  const alone = judgeAlone(field, answer)
  const about = { path: spot.path, check: OWN, reads: [spot.path] }
  const refusal =
    alone.refusal ??
    (alone.value === undefined
      ? undefined
      : (dateRefusal(field, alone.value, body, context) ?? refRefusal(field, alone.value, body, context)))
  if (refusal !== undefined) return { ...about, level: 'refuse', message: refusal }
  return alone.doubt === undefined ? undefined : { ...about, level: 'confirm', message: alone.doubt }
}

function visitFindings(body: ExamBody, context: ExamContext): Loose[] {
  const message = visitRefusal(body, context)
  return message === undefined
    ? []
    : [{ path: VISIT_DATE_PATH, check: 'visit.date', level: 'refuse', message, reads: [] }]
}

interface Judged {
  readonly view: ExamView
  readonly findings: readonly Loose[]
}

/**
 * Judged once for every body and context: both never change, and the view, the findings, what is missing and the note
 * all ask for it with the same keystroke.
 */
function judge(body: ExamBody, context: ExamContext): Judged {
  const known = judged.get(body)
  if (known?.context === context) return known
  const made = { ...judgeAfresh(body, context), context }
  judged.set(body, made)
  return made
}
const judged = new WeakMap<ExamBody, Judged & { readonly context: ExamContext }>()

/** Own limits first, then the checks across fields over what they leave; refused values drop out of the view. */
function judgeAfresh(body: ExamBody, context: ExamContext): Judged {
  const loose = viewWithout(body, context, new Set())
  const own = spotsOf(loose)
    .filter(({ place, entryId }) => loose.at(place, entryId).shown)
    .flatMap((spot) => ownFinding(body, context, spot) ?? [])
  const refusedIn = (findings: readonly Loose[]) =>
    findings.filter(({ level }) => level === 'refuse').map(({ path }) => path)
  const ownRefused = refusedIn(own)
  const sane = ownRefused.length === 0 ? loose : viewWithout(body, context, new Set(ownRefused))
  const cross = crossFindings(sane)
  const refused = refusedIn(cross)
  return {
    view: refused.length === 0 ? sane : viewWithout(body, context, new Set([...ownRefused, ...refused])),
    findings: [...visitFindings(body, context), ...own, ...cross],
  }
}

/** The exam as it counts: shown, not refused. The one door to a view. */
export const viewOf = (body: ExamBody, context: ExamContext): ExamView => judge(body, context).view

/** A confirmation counts for the checks it names, until an answer they read changes. */
function isConfirmed(body: ExamBody, finding: Loose): boolean {
  const given = body.confirmed[finding.path]
  if (finding.level !== 'confirm' || !given?.check.split(' ').includes(finding.check)) return false
  return finding.reads.every((path) => {
    const { fieldId, entryId } = splitPath(path)
    const place = findPlace(fieldId)
    const answer = place && storedAt(body, { place, path, ...(entryId !== undefined && { entryId }) })
    return answer === undefined || answer.at <= given.at
  })
}

/** Every E and W of the exam in examination order, typed text that was refused among them. */
export const validate = (body: ExamBody, context: ExamContext): Finding[] =>
  findingsOf(body, context, judge(body, context))

function findingsOf(body: ExamBody, context: ExamContext, { view, findings }: Judged): Finding[] {
  const typed = Object.entries(body.refused).flatMap(([path, text]): Loose[] => {
    const place = findPlace(splitPath(path).fieldId)
    const parsed = place && parseTyped(place.field, text, context)
    const message =
      parsed && !parsed.ok ? parsed.message : saidOf(VALIDATE_TEXTS.kept, { typed: { asIs: text } })
    return [{ path, check: 'typed', level: 'refuse', message, reads: [] }]
  })
  const order = new Map(spotsOf(view).map(({ path }, index) => [path, index]))
  const rank = ({ path }: Loose) => (path === VISIT_DATE_PATH ? -1 : (order.get(path) ?? order.size))
  return [...typed, ...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ reads: _reads, ...finding }, index, sorted) => ({
      ...finding,
      confirmed: isConfirmed(body, { ...finding, reads: sorted[index]?.reads ?? [] }),
    }))
}

/** The reason for several open W of one row is one confirmation: their ids, spaced. */
export const confirmedChecks = (findings: readonly Finding[], path: AnswerPath): string =>
  findings
    .filter((finding) => finding.level === 'confirm' && finding.path === path)
    .map((finding) => finding.check)
    .join(' ')

/** Whether the field is needed to sign, as things stand. */
export const isRequired = (view: ExamView, place: Place, entryId?: string): boolean => {
  const { required } = place.field
  if (required === undefined || !view.at(place, entryId).shown) return false
  return required === true || required.test(view.reader(entryId))
}

function blockersIn(body: ExamBody, context: ExamContext, want: readonly Blocker['why'][]): Blocker[] {
  const all = judge(body, context)
  const { view } = all
  const findings = findingsOf(body, context, all)
  const judgedPaths = new Set(findings.map(({ path }) => path))
  const labels = labelsIn(body.answers, context)
  const first: Blocker[] = findings
    .filter(({ path }) => path === VISIT_DATE_PATH)
    .map(({ path }) => ({
      path,
      sectionId: 'complaint',
      label: said(VALIDATE_TEXTS.visitDate),
      why: 'refused',
    }))
  const rest = spotsOf(view).flatMap(({ place, entryId, path }): Blocker[] => {
    const { section } = place
    const why = (): Blocker['why'] | undefined => {
      const here = judgedPaths.has(path) ? findings.filter((finding) => finding.path === path) : []
      if (here.some(({ level }) => level === 'refuse')) return 'refused'
      if (here.some(({ level, confirmed }) => level === 'confirm' && !confirmed)) return 'toConfirm'
      const { state } = view.at(place, entryId)
      const answered = state === 'value' || (state !== 'empty' && DELIBERATE.includes(state))
      return isRequired(view, place, entryId) && !answered ? 'missing' : undefined
    }
    const reason = why()
    if (reason === undefined) return []
    return [{ path, sectionId: section.id, label: spotName(place, entryId && labels[entryId]), why: reason }]
  })
  const noNodule: Blocker[] =
    view.has('palpation.result', 'felt') && view.entries('nodule').length === 0
      ? [
          {
            path: 'palpation.result',
            sectionId: 'palpation',
            label: said(VALIDATE_TEXTS.noCard),
            why: 'missing',
          },
        ]
      : []
  noNodule.push(...unspokenNodules(view, labels))
  const order = [...first, ...rest]
  const after = order.findIndex(({ sectionId }) => sectionOrder(sectionId) > sectionOrder('palpation'))
  order.splice(after < 0 ? order.length : after, 0, ...noNodule)
  return order.filter(({ why }) => want.includes(why))
}

/** Known nodules that this visit does not speak of: none is dropped in silence (ruling 8). */
function unspokenNodules(view: ExamView, labels: Readonly<Record<string, string>>): Blocker[] {
  const { part, field, section } = placeOf('nodule.status')
  if (!(part.shownWhen?.test(view.reader()) ?? true)) return []
  const spokenOf = new Set(view.entries('nodule').map(({ entryId }) => entryId))
  const earlier = earlierLabels(view.context.earlier)
  return knownNodules(visitsBefore(view))
    .filter((entryId) => !spokenOf.has(entryId))
    .map((entryId) => ({
      path: answerPath(field.id, entryId),
      sectionId: section.id,
      label: labelled(labels[entryId] ?? earlier[entryId], field),
      why: 'missing',
    }))
}
const sectionOrder = (id: SectionId): number => PLACES.findIndex((place) => place.section.id === id)

/** What is still to answer before signing, in examination order (ruling 1: a deliberate answer is enough). */
export const missingForSigning = (body: ExamBody, context: ExamContext): Missing[] =>
  blockersIn(body, context, ['missing']).map(({ path, sectionId, label }) => ({ path, sectionId, label }))

/** Everything that keeps the exam from being signed: to answer, refused, to confirm. */
export const blocksSigning = (body: ExamBody, context: ExamContext): Blocker[] =>
  blockersIn(body, context, ['missing', 'refused', 'toConfirm'])

/** Typed text of a number, date, duration or size: the value, or the refusal in words. */
export const parseTyped = (
  field: Field,
  text: string,
  context: Pick<ExamContext, 'today'>,
): Parsed<KindValue[Kind]> => codecOf(field).parse(field, text, context)
