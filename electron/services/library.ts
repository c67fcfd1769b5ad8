import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import { phrase, phraseInput, type Phrase, type PhraseInput } from '../../shared/phrases/phrase'
import { planSet, planSetInput, type PlanSet, type PlanSetInput } from '../../shared/plans/plan-set'
import type { AuditEvent } from '../../shared/records/audit'
import type { Uuid } from '../../shared/records/values'
import { openClearFile, saveClearFile } from './clear-file'
import { whileOpen, type Context, type Session } from './context'
import { vialsIn } from './tray'

/** What is kept of either, and whether it was taken away: nothing is deleted, so old revisions stay readable. */
const stored = {
  phrase: phrase.extend({ removed: z.boolean().optional() }),
  planSet: planSet.extend({ removed: z.boolean().optional() }),
}
type Kind = keyof typeof stored
type Kept = z.infer<(typeof stored)[Kind]>

/** A library as one file: the clinic's and one's own, without whose they were. It holds no patient and is not sealed. */
const libraryFile = z.object({
  is: z.literal('palpa library'),
  version: z.literal(1),
  phrases: z.array(phraseInput).max(1000),
  planSets: z.array(planSetInput).max(200),
})
const LARGEST_FILE = 4 * 1024 * 1024

const EVENTS = {
  phrase: { written: 'phrase.written', removed: 'phrase.removed' },
  planSet: { written: 'planSet.written', removed: 'planSet.removed' },
} as const satisfies Record<Kind, Record<'written' | 'removed', AuditEvent>>

/** Phrases and plan sets: the clinic's, which all see, and each person's own, which nobody else sees. */
export const libraryService = (context: Context) => {
  const open = whileOpen(context)

  const all = async <T extends Kept>(
    { vault, person }: Session,
    kind: Kind,
    shape: z.ZodType<T>,
  ): Promise<Result<T[]>> => {
    const found = await vault.documents.list(kind)
    if (!found.ok) return found
    const kept = found.value.documents.flatMap(({ body, revision }) => {
      const parsed = shape.safeParse({ ...(body as object), revision })
      return parsed.success && parsed.data.removed !== true ? [parsed.data] : []
    })
    return ok(kept.filter(({ personId }) => personId === null || personId === person.personId))
  }
  const listed = async (session: Session): Promise<Result<{ phrases: Phrase[]; planSets: PlanSet[] }>> => {
    const phrases = await all(session, 'phrase', stored.phrase)
    if (!phrases.ok) return phrases
    const planSets = await all(session, 'planSet', stored.planSet)
    if (!planSets.ok) return planSets
    return ok({
      phrases: phrases.value.sort((a, b) => a.name.localeCompare(b.name)),
      planSets: planSets.value.sort((a, b) => a.name.localeCompare(b.name)),
    })
  }

  /** A new revision of one that this person may see; `conflict` when somebody saved in between, or the name is taken. */
  const put = async <B extends { readonly personId: Uuid | null; readonly name: string }>(
    session: Session,
    kind: Kind,
    docId: Uuid,
    baseRevision: number,
    body: B & { readonly removed?: true },
  ): Promise<Result<B & { revision: number }>> => {
    const known = await listed(session)
    if (!known.ok) return known
    const same: readonly { name: string; personId: Uuid | null; id: Uuid }[] =
      kind === 'phrase'
        ? known.value.phrases.map((one) => ({ ...one, id: one.phraseId }))
        : known.value.planSets.map((one) => ({ ...one, id: one.planSetId }))
    const before = same.find(({ id }) => id === docId)
    if (baseRevision > 0 && before === undefined) return fail('notFound')
    const taken = same.some(
      ({ id, name, personId }) => id !== docId && name === body.name && personId === body.personId,
    )
    if (taken && body.removed === undefined) return fail('validation', { paths: ['name'] })
    const saved = await session.vault.transaction(async (tx) => {
      const kept = await tx.documents.put({ kind, docId, patientId: null, baseRevision, body })
      if (!kept.ok) return kept
      const what = EVENTS[kind][body.removed === true ? 'removed' : 'written']
      const noted = await tx.audit.append({ what, docId })
      return noted.ok ? kept : noted
    })
    return saved.ok ? ok({ ...body, revision: saved.value.revision }) : saved
  }
  const whose = (session: Session, own: boolean): Uuid | null => (own ? session.person.personId : null)

  const savePhrase = (
    session: Session,
    input: { phraseId?: Uuid | undefined; baseRevision: number; phrase: PhraseInput; own: boolean },
  ): Promise<Result<Phrase>> => {
    const phraseId = input.phraseId ?? newId()
    const body = { ...input.phrase, phraseId, personId: whose(session, input.own) }
    return put(session, 'phrase', phraseId, input.baseRevision, body)
  }
  const savePlanSet = (
    session: Session,
    input: { planSetId?: Uuid | undefined; baseRevision: number; planSet: PlanSetInput; own: boolean },
  ): Promise<Result<PlanSet>> => {
    const planSetId = input.planSetId ?? newId()
    const body = { ...input.planSet, planSetId, personId: whose(session, input.own) }
    return put(session, 'planSet', planSetId, input.baseRevision, body)
  }

  return {
    get: open(async (session) => {
      const known = await listed(session)
      if (!known.ok) return known
      const { vials } = await vialsIn(session)
      return ok({ ...known.value, vials: [...vials] })
    }),
    savePhrase: open(savePhrase),
    savePlanSet: open(savePlanSet),

    /** Takes one out of the list; its revisions stay. */
    remove: open(async (session, input: { kind: Kind; id: Uuid; baseRevision: number }) => {
      const known = await listed(session)
      if (!known.ok) return known
      const one =
        input.kind === 'phrase'
          ? known.value.phrases.find(({ phraseId }) => phraseId === input.id)
          : known.value.planSets.find(({ planSetId }) => planSetId === input.id)
      if (one === undefined) return fail('notFound')
      const { revision: _old, ...body } = one
      const gone = await put(session, input.kind, input.id, input.baseRevision, {
        ...body,
        removed: true as const,
      })
      return gone.ok ? ok({ done: true as const }) : gone
    }),

    exportFile: open(async (session) => {
      const known = await listed(session)
      if (!known.ok) return known
      const { phrases, planSets } = known.value
      return saveClearFile(context, session, {
        name: 'palpa-library.json',
        content: libraryFile.parse({ is: 'palpa library', version: 1, phrases, planSets }),
        holds: `phrases and plans: ${phrases.length + planSets.length}`,
      })
    }),

    /** Takes in what is not there yet by name, as one's own; what is there stays as it is. */
    importFile: open(async (session) => {
      const file = await openClearFile(context, libraryFile, LARGEST_FILE)
      if (!file.ok) return file
      const known = await listed(session)
      if (!known.ok) return known
      const names = (list: readonly { name: string }[]): Set<string> => new Set(list.map(({ name }) => name))
      const [haveP, haveS] = [names(known.value.phrases), names(known.value.planSets)]
      const [phrases, planSets] = [
        file.value.phrases.filter(({ name }) => !haveP.has(name)),
        file.value.planSets.filter(({ name }) => !haveS.has(name)),
      ]
      for (const one of phrases) {
        const saved = await savePhrase(session, { baseRevision: 0, phrase: one, own: true })
        if (!saved.ok) return saved
      }
      for (const one of planSets) {
        const saved = await savePlanSet(session, { baseRevision: 0, planSet: one, own: true })
        if (!saved.ok) return saved
      }
      return ok({ phrases: phrases.length, planSets: planSets.length })
    }),
  }
}
