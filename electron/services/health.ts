import { fail, ok, type Result } from '../../shared/errors'
import { FINDINGS, type HealthCheckName, type VaultHealth } from '../../shared/records/health'
import { standsFor } from '../../shared/records/joined'
import { recall } from './backup/memory'
import { forgetLinks, linksOf } from './charts'
import { whileOpen, type Context, type Session } from './context'

/** The first list, and what the person came for, come first. */
const BEGIN_AFTER_MS = 3_000
const DAY_MS = 24 * 3_600_000
/** How old a check may grow before it is due again. Those at the start of each session are not asked. */
const DUE_MS = { whole: 7 * DAY_MS, records: DAY_MS } as const satisfies Partial<
  Record<HealthCheckName, number>
>

/** What is wrong with a chart that was joined to another is told where that patient is seen: in the chart that stands. */
const whereSeen = async (session: Session, answer: Result<VaultHealth>): Promise<Result<VaultHealth>> => {
  if (!answer.ok) return answer
  const { findings, accepted, ...rest } = answer.value
  const links = await linksOf(session)
  if (!links.ok) return answer
  const seen = <T extends { patientId?: string | undefined }>(one: T): T =>
    one.patientId === undefined ? one : { ...one, patientId: standsFor(links.value, one.patientId) }
  return ok({ ...rest, findings: findings.map(seen), accepted: accepted.map(seen) })
}

/** When the vault is checked, and what a person does about what was found. */
export const healthService = (context: Context) => {
  const open = whileOpen(context)
  let beginning: NodeJS.Timeout | undefined
  let begun: Promise<unknown> = Promise.resolve()
  /** Ends the slow pass while somebody works. */
  let pass: AbortController | undefined

  /** Every backup that a person may mean by a folder, newest first. */
  const backupsIn = async (folder: string): Promise<readonly string[]> => {
    const found = await context.folder.listBackups(folder)
    return found.ok ? found.value.map(({ path }) => path) : []
  }

  const isDue = (health: VaultHealth, name: keyof typeof DUE_MS): boolean => {
    const last = health.checks.find(({ check }) => check === name)
    return last === undefined || context.ports.now().getTime() - Date.parse(last.at) >= DUE_MS[name]
  }

  /** Once per unlock: the place and the seal, the trail, the pages; weekly every page against every index. */
  const atStart = async ({ vault }: Session): Promise<void> => {
    const found = await vault.health.begin()
    if (!found.ok) return
    context.ports.tell('health.changed', {})
    await vault.health.check('trail')
    await vault.health.check('pages')
    if (isDue(found.value, 'whole')) await vault.health.check('whole')
  }

  /** A check by itself: what it ends with is told by `health.changed`. */
  const aside = (work: Promise<unknown>): void => {
    // A bug in a check must not end the app that it looks after; the check counts as not run.
    begun = Promise.allSettled([begun, work])
  }

  const slowly = async ({ vault }: Session): Promise<void> => {
    const facts = await vault.health.facts()
    if (!facts.ok || !isDue(facts.value, 'records')) return
    pass = new AbortController()
    await vault.health.check('records', pass.signal)
    pass = undefined
  }

  const fromBackups = async (
    { vault }: Session,
    findingId: string,
    folders: readonly string[],
  ): Promise<Result<VaultHealth>> => {
    let answer = fail<VaultHealth>('notFound')
    for (const folder of folders) {
      answer = await vault.health.repair(findingId, folder)
      if (answer.ok) return answer
    }
    return answer
  }

  return {
    /** After each unlock. */
    opened: (session: Session): void => {
      // On the way out nobody is told any more.
      session.vault.health.onChanged(() => {
        if (context.session === session) context.ports.tell('health.changed', {})
      })
      beginning = setTimeout(() => aside(atStart(session)), BEGIN_AFTER_MS)
      beginning.unref()
    },

    /** Nobody types. */
    quiet: (): void => {
      if (context.session && pass === undefined) aside(slowly(context.session))
    },

    /** Somebody types again. */
    busy: (): void => pass?.abort(),

    /** A backup was made: the vault it was made of is looked at whole. */
    backedUp: (): void => {
      if (context.session) aside(context.session.vault.health.check('whole'))
    },

    closing: (): void => {
      clearTimeout(beginning)
      pass?.abort()
    },

    get: open(async (session) => whereSeen(session, await session.vault.health.facts())),

    /** Everything that the start checks, now; waits for it. */
    check: open(async (session): Promise<Result<VaultHealth>> => {
      clearTimeout(beginning)
      await begun
      await atStart(session)
      return whereSeen(session, await session.vault.health.facts())
    }),

    repair: open(async (session, input: { findingId: string; choose: boolean }) => {
      const facts = await session.vault.health.facts()
      if (!facts.ok) return facts
      const one = facts.value.findings.find(({ findingId }) => findingId === input.findingId)
      if (one === undefined) return fail('notFound')
      let folders: readonly string[] = []
      if (FINDINGS[one.code].remedy === 'fromBackup') {
        if (input.choose) {
          const chosen = await context.ports.dialogs.chooseFolder('openBackup')
          if (chosen === undefined) return fail('cancelled')
          folders = await backupsIn(chosen)
        } else {
          const { folder: last } = await recall(session)
          folders = last === undefined ? [] : await backupsIn(last)
        }
      }
      const done =
        FINDINGS[one.code].remedy === 'fromBackup'
          ? await fromBackups(session, input.findingId, folders)
          : await session.vault.health.repair(input.findingId)
      // It may be what says which charts are one.
      forgetLinks(session)
      // What was put back is held against the trail at once.
      return whereSeen(session, done.ok ? await session.vault.health.check('trail') : done)
    }),

    accept: open(async (session, input: { findingIds: readonly string[]; reason: string }) =>
      whereSeen(session, await session.vault.health.accept(input.findingIds, input.reason)),
    ),
  }
}
