import { v7 as newId } from 'uuid'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import { uuid, type Uuid } from '../../shared/records/values'
import {
  clinicText,
  clinicTextInput,
  ownSheet,
  textsFile,
  type ClinicText,
  type ClinicTextInput,
  type LetterTextInput,
} from '../../shared/texts/clinic-text'
import type { OwnSheet } from '../../shared/texts/rich-types'
import { pematScore, type PematScore, type PematScoreInput } from '../../shared/texts/pemat'
import type { AuditEvent } from '../../shared/records/audit'
import type { StoredDocument, VaultTransaction } from '../store/types'
import { openClearFile, saveClearFile } from './clear-file'
import { nowAt, whileOpen, type Context, type Session } from './context'
import { readingOf } from './reading-hints'

/** What is kept of a text. One that was taken away leaves its revisions. */
const stored = z.object({ by: z.string(), text: clinicTextInput, removed: z.literal(true).optional() })
const LARGEST_FILE = 2 * 1024 * 1024

const readText = (document: StoredDocument): (ClinicText & { removed: boolean }) | undefined => {
  const parsed = stored.safeParse(document.body)
  if (!parsed.success) return undefined
  const { by, text, removed } = parsed.data
  const { docId: textId, revision, savedAt } = document
  return { ...clinicText.parse({ textId, revision, savedAt, by, text }), removed: removed === true }
}

/** A text of the clinic's own; undefined where none is asked for. */
const ownOf = async <T>(
  session: Session,
  textId: Uuid | undefined,
  as: (text: ClinicText) => T | undefined,
): Promise<Result<T | undefined>> => {
  if (textId === undefined) return ok(undefined)
  const found = await session.vault.documents.latest('clinicText', textId)
  if (!found.ok) return found
  const text = readText(found.value)
  if (text === undefined) return fail('damaged')
  const own = text.removed ? undefined : as(text)
  return own === undefined ? fail('notFound') : ok(own)
}
export const ownSheetOf = (
  session: Session,
  textId: Uuid | undefined,
): Promise<Result<OwnSheet | undefined>> => ownOf(session, textId, ownSheet)
export const ownLetterOf = (
  session: Session,
  textId: Uuid | undefined,
): Promise<Result<LetterTextInput | undefined>> =>
  ownOf(session, textId, ({ text }) => (text.is === 'letter' ? text : undefined))

/** Two texts of a kind never share a name. */
const nameOf = ({ is, name }: ClinicTextInput): string => `${is} ${name}`

/** The clinic's own sheets and letters: written, kept in revisions, carried to another laptop, judged. */
export const textService = (context: Context) => {
  const open = whileOpen(context)

  const listed = async (session: Session): Promise<Result<ClinicText[]>> => {
    const found = await session.vault.documents.list('clinicText')
    if (!found.ok) return found
    const texts = found.value.documents.flatMap((document) => readText(document) ?? [])
    return ok(
      texts
        .filter(({ removed }) => !removed)
        .map(({ removed: _removed, ...text }) => text)
        .sort((a, b) => a.text.name.localeCompare(b.text.name)),
    )
  }

  const putIn = async (
    tx: VaultTransaction,
    textId: Uuid,
    baseRevision: number,
    body: z.input<typeof stored>,
    what: AuditEvent,
  ): Promise<Result<ClinicText>> => {
    const head = await tx.documents.put({
      kind: 'clinicText',
      docId: textId,
      patientId: null,
      baseRevision,
      body,
    })
    if (!head.ok) return head
    const noted = await tx.audit.append({ what, docId: textId, detail: body.text.is })
    if (!noted.ok) return noted
    const { revision, savedAt } = head.value
    return ok({ textId, revision, savedAt, by: body.by, text: stored.parse(body).text })
  }
  const put = (
    session: Session,
    textId: Uuid,
    baseRevision: number,
    body: z.input<typeof stored>,
    what: AuditEvent,
  ): Promise<Result<ClinicText>> =>
    session.vault.transaction((tx) => putIn(tx, textId, baseRevision, body, what))

  const save = async (
    session: Session,
    input: { textId?: Uuid | undefined; baseRevision: number; text: ClinicTextInput },
  ): Promise<Result<ClinicText>> => {
    const known = await listed(session)
    if (!known.ok) return known
    const { textId = newId(), text } = input
    const taken = known.value.some(
      (one) => one.textId !== textId && one.text.is === text.is && one.text.name === text.name,
    )
    if (taken) return fail('validation', { paths: ['name'] })
    return put(session, textId, input.baseRevision, { by: session.person.name, text }, 'text.written')
  }

  const scores = async (session: Session): Promise<Result<PematScore[]>> => {
    const found = await session.vault.documents.list('pematScore')
    if (!found.ok) return found
    return ok(
      found.value.documents.flatMap(({ body }) => {
        const parsed = pematScore.safeParse(body)
        return parsed.success ? [parsed.data] : []
      }),
    )
  }

  return {
    list: open(async (session) => {
      const texts = await listed(session)
      if (!texts.ok) return texts
      const scored = await scores(session)
      return scored.ok ? ok({ texts: texts.value, scores: scored.value }) : scored
    }),

    save: open(save),

    history: open(async (session, { textId }: { textId: Uuid }) => {
      const heads = await session.vault.documents.history('clinicText', textId)
      if (!heads.ok) return heads
      const revisions: ClinicText[] = []
      for (const { revision } of heads.value.toReversed()) {
        const found = await session.vault.documents.byRevision('clinicText', textId, revision)
        if (!found.ok) return found
        const text = readText(found.value)
        if (text !== undefined && !text.removed) revisions.push(clinicText.parse(text))
      }
      return ok({ revisions })
    }),

    remove: open(async (session, input: { textId: Uuid; baseRevision: number }) => {
      const known = await listed(session)
      if (!known.ok) return known
      const one = known.value.find(({ textId }) => textId === input.textId)
      if (one === undefined) return fail('notFound')
      const body = { by: session.person.name, text: one.text, removed: true as const }
      const gone = await put(session, input.textId, input.baseRevision, body, 'text.removed')
      return gone.ok ? ok({ done: true as const }) : gone
    }),

    exportFile: open(async (session) => {
      const known = await listed(session)
      if (!known.ok) return known
      const texts = known.value.map(({ text }) => text)
      return saveClearFile(context, session, {
        name: 'palpa-texts.json',
        content: textsFile.parse({ is: 'palpa texts', version: 1, texts }),
        holds: `texts: ${texts.length}`,
      })
    }),

    /** Takes in what is not there yet by name, the first of a name; all of the file or, where one text is not of its shape, none. */
    importFile: open(async (session) => {
      const file = await openClearFile(context, textsFile, LARGEST_FILE)
      if (!file.ok) return file
      const known = await listed(session)
      if (!known.ok) return known
      const names = new Set(known.value.map(({ text }) => nameOf(text)))
      const fresh = file.value.texts.filter((text) => {
        const isNew = !names.has(nameOf(text))
        names.add(nameOf(text))
        return isNew
      })
      const taken = await session.vault.transaction(async (tx): Promise<Result<void>> => {
        for (const text of fresh) {
          const saved = await putIn(tx, newId(), 0, { by: session.person.name, text }, 'text.written')
          if (!saved.ok) return saved
        }
        return ok(undefined)
      })
      return taken.ok ? ok({ taken: fresh.length, there: file.value.texts.length - fresh.length }) : taken
    }),

    kept: open(async (session, { what }: { what: string }) => {
      const found = await session.vault.keptForms.get(null, `text:${what}`)
      if (!found.ok) return found.error.code === 'notFound' ? ok({}) : found
      return ok(typeof found.value === 'string' ? { typed: found.value } : {})
    }),

    keep: open(async (session, { what, typed }: { what: string; typed?: string | undefined }) => {
      const form = `text:${what}`
      const kept = await (typed === undefined
        ? session.vault.keptForms.drop(null, form)
        : session.vault.keptForms.put(null, typed, form))
      return kept.ok ? ok({ done: true as const }) : kept
    }),

    measure: open((_session, { pieces, names }: { pieces: readonly string[]; names: readonly string[] }) =>
      Promise.resolve(ok(readingOf(pieces, names))),
    ),

    score: open(async (session, input: PematScoreInput) => {
      const score = pematScore.parse({
        ...input,
        scoreId: newId(),
        at: nowAt(context),
        by: session.person.name,
      })
      const kept = await session.vault.transaction(async (tx) => {
        const put = await tx.documents.put({
          kind: 'pematScore',
          docId: uuid.parse(score.scoreId),
          patientId: null,
          baseRevision: 0,
          body: score,
        })
        return put.ok ? tx.audit.append({ what: 'text.scored', docId: score.scoreId }) : put
      })
      return kept.ok ? ok(score) : kept
    }),
  }
}
