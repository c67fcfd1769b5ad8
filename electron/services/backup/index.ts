import { fail, ok, type Result } from '../../../shared/errors'
import type { AuditEvent } from '../../../shared/records/audit'
import type { BackupHealth, BackupSettings, BackupStatus, Generation } from '../../../shared/records/backup'
import type {
  BackupGeneration,
  BackupOptions,
  BackupReport,
  Progress,
  RestoredVault,
  StoredDocument,
} from '../../store/types'
import { nowAt, today, whileOpen, type Context, type Session } from '../context'
import { backupIsDue, nextBackupOn, rehearsalIsDue } from './due'
import { freeBytes, isInside, isThere, recall, remember, withPlace, type Memory } from './memory'
import { CurrentWork } from './work'

const generationOf = ({
  name,
  createdAt,
  why,
  whole,
  documents,
  images,
  bytes,
}: BackupGeneration): Generation => ({
  name,
  createdAt,
  why,
  whole,
  documents,
  images,
  bytes,
})

/** Who works here, and who no longer does, stays as it is today: the keys do too. */
const carryPeople = async (
  restored: RestoredVault['documents'],
  today: readonly StoredDocument[],
): Promise<Result<unknown>> => {
  for (const { kind, docId, body } of today) {
    const then = await restored.latest(kind, docId)
    if (!then.ok && then.error.code !== 'notFound') return then
    const baseRevision = then.ok ? then.value.revision : 0
    const put = await restored.put({ kind, docId, patientId: null, baseRevision, body })
    if (!put.ok) return put
  }
  return ok(undefined)
}

/** Sealed copies of the vault: made when asked and when due, rehearsed, restored; and opened on an empty laptop. */
export const backupService = (
  context: Context,
  work: CurrentWork,
  { lock, backedUp }: { lock: () => Promise<unknown>; backedUp: () => void },
) => {
  const { ports, folder } = context
  const open = whileOpen(context)
  /** What the last look for backups on an empty laptop found; the window names them by their place in it. */
  let offered: readonly BackupGeneration[] = []
  /** What Palpa tried by itself and could not do; of this session, because the next one tries again. */
  const failures = new WeakMap<Session, NonNullable<BackupHealth['failed']>>()

  /** Changes what is remembered, with its audit entry, both or none. */
  const change = (
    session: Session,
    audit: { what: AuditEvent; detail?: string },
    next: (before: Memory) => Memory,
  ): Promise<Result<Memory>> =>
    session.vault.transaction(async (tx) => {
      const kept = await remember(
        tx.documents,
        session.vault.deviceId,
        next(await recall(session, tx.documents)),
      )
      if (!kept.ok) return kept
      const noted = await tx.audit.append(audit)
      return noted.ok ? kept : noted
    })

  const health = async (session: Session): Promise<BackupHealth> => {
    const memory = await recall(session)
    const { folder: place, settings, last, rehearsal } = memory
    const nextOn = nextBackupOn(memory, today(context))
    const failed = failures.get(session)
    return {
      settings,
      ...(place === undefined ? {} : { place: { folder: place, there: await isThere(place) } }),
      ...(last === undefined ? {} : { last }),
      ...(nextOn === undefined ? {} : { nextOn }),
      due: backupIsDue(memory, today(context)),
      ...(rehearsal === undefined ? {} : { rehearsal }),
      rehearsalDue: rehearsalIsDue(memory, today(context)),
      ...(failed === undefined ? {} : { failed }),
    }
  }

  /** This laptop's generations in the place, newest first. */
  const generations = async (session: Session, { folder: place, formerDevices, bad }: Memory) => {
    if (place === undefined) return ok([])
    const found = await session.vault.backups.list(place)
    if (!found.ok) return found
    const own = new Set([session.vault.deviceId, ...formerDevices])
    return ok(found.value.map((one) => ({ ...one, own: own.has(one.deviceId), bad: bad.includes(one.name) })))
  }

  const make = async (
    session: Session,
    into: string,
    options: BackupOptions,
  ): Promise<Result<BackupReport>> => {
    const { settings, formerDevices, bad, doubted } = await recall(session)
    const made = await session.vault.backups.make(into, {
      // Before a restore nothing goes: the oldest one may be the one that is wanted.
      ...(options.why === 'beforeRestore' ? {} : { keep: settings.keep }),
      formerDevices,
      bad,
      doubted,
      ...options,
    })
    if (!made.ok) return made
    const { path, documents, images, missing, bytes } = made.value
    const at = nowAt(context)
    const detail = `${documents} documents, ${images} pictures`
    const kept = await change(session, { what: 'backup.made', detail }, (before) => ({
      ...before,
      folder: into,
      last: { at, path, documents, images, missing, bytes },
      places: withPlace(before.places, into, at),
      doubted: [],
    }))
    if (!kept.ok) return kept
    backedUp()
    return made
  }

  const rehearse = async (session: Session, progress: Progress) => {
    const memory = await recall(session)
    const { folder: place } = memory
    if (place === undefined) return fail('notFound')
    if (!(await isThere(place))) return fail('placeMissing')
    const found = await generations(session, memory)
    if (!found.ok) return found
    const newest = found.value.find(({ own, whole }) => own && whole)
    if (newest === undefined) return fail('notFound')
    const tried = await session.vault.backups.rehearse(newest.path, progress)
    if (!tried.ok) return tried
    const what = tried.value.passed ? 'backup.rehearsed' : 'backup.rehearsalFailed'
    const kept = await change(session, { what }, (before) => ({
      ...before,
      rehearsal: tried.value,
      doubted: tried.value.damagedImages,
      bad: [
        ...before.bad.filter((name) => name !== newest.name),
        ...(tried.value.problems.length > 0 ? [newest.name] : []),
      ],
    }))
    return kept.ok ? tried : kept
  }

  return {
    status: open(async (session): Promise<Result<BackupStatus>> => {
      const state = await health(session)
      const there = state.place?.there === true ? state.place.folder : undefined
      const found = there === undefined ? ok([]) : await generations(session, await recall(session))
      if (!found.ok) return found
      const free = there === undefined ? undefined : await freeBytes(there)
      return ok({
        ...state,
        ...(work.running === undefined ? {} : { running: work.running }),
        ...(free === undefined ? {} : { free }),
        generations: found.value.map((one) => ({ ...generationOf(one), own: one.own, bad: one.bad })),
      })
    }),

    health,

    /** Asks for the folder. What lies in the old one stays there. */
    choosePlace: open(async (session) => {
      const chosen = await ports.dialogs.chooseFolder('backup')
      if (chosen === undefined) return fail('cancelled')
      if (isInside(chosen, ports.dataFolder)) return fail('validation', { paths: ['folder'] })
      const kept = await change(session, { what: 'backup.placeChosen' }, (before) => ({
        ...before,
        folder: chosen,
      }))
      return kept.ok ? ok({ done: true as const }) : kept
    }),

    saveSettings: open(async (session, settings: BackupSettings) => {
      const kept = await change(
        session,
        { what: 'backup.settingsChanged', detail: `${settings.every}, ${settings.keep}` },
        (before) => ({
          ...before,
          settings,
        }),
      )
      return kept.ok ? ok({ done: true as const }) : kept
    }),

    /** Into the place that was chosen; asks for one where there is none yet. */
    now: open(async (session): Promise<Result<BackupReport>> => {
      const chosen = (await recall(session)).folder
      const into = chosen ?? (await ports.dialogs.chooseFolder('backup'))
      if (into === undefined) return fail('cancelled')
      if (isInside(into, ports.dataFolder)) return fail('validation', { paths: ['folder'] })
      if (!(await isThere(into))) return fail('placeMissing')
      const made = await work.run('backup', (progress) => make(session, into, { ...progress, why: 'asked' }))
      if (made.ok) failures.delete(session)
      return made
    }),

    rehearse: open((session) => work.run('rehearsal', (progress) => rehearse(session, progress))),

    /** Calls off whatever is under way. */
    cancel: (): Promise<Result<{ done: true }>> => {
      work.stop()
      return Promise.resolve(ok({ done: true }))
    },

    /**
     * What is due, in a quiet minute: a backup, then a rehearsal. A place that is not there is no failure; the
     * screens say so.
     */
    inQuiet: async (): Promise<void> => {
      const { session } = context
      if (session === undefined || work.running !== undefined) return
      const memory = await recall(session)
      const { folder: place } = memory
      if (place === undefined || !(await isThere(place))) return
      const attempt = async (
        what: 'backup' | 'rehearsal',
        doIt: (progress: Progress) => Promise<Result<unknown>>,
      ): Promise<boolean> => {
        const result = await work.run(what, doIt).catch(() => fail('unexpected'))
        if (result.ok) failures.delete(session)
        else if (result.error.code !== 'cancelled' && result.error.code !== 'locked') {
          const { code } = result.error
          failures.set(session, { at: nowAt(context), what, code })
          if (what === 'backup') await session.vault.audit.append({ what: 'backup.failed', detail: code })
        }
        return result.ok && context.session === session
      }
      const goOn =
        !backupIsDue(memory, today(context)) ||
        (await attempt('backup', (progress) => make(session, place, { ...progress, why: 'scheduled' })))
      if (goOn && rehearsalIsDue(await recall(session), today(context)))
        await attempt('rehearsal', (progress) => rehearse(session, progress))
    },

    /**
     * Puts a backup in the vault's place. What is here now is backed up first, and both audit chains tell of it.
     * Locks; whoever may unlock today may unlock the restored vault.
     */
    restore: open(async (session, input: { name: string; passphrase: string }) => {
      const { vault, person } = session
      const right = await vault.keyring.checkPassphrase(person.personId, input.passphrase)
      if (!right.ok) return right
      const memory = await recall(session)
      const { folder: place } = memory
      if (place === undefined) return fail('notFound')
      if (!(await isThere(place))) return fail('placeMissing')
      const found = await generations(session, memory)
      if (!found.ok) return found
      const wanted = found.value.find(({ name, whole }) => name === input.name && whole)
      if (wanted === undefined) return fail('notFound')
      return work.run('restore', async (progress) => {
        const begun = await vault.audit.append({ what: 'vault.restoreStarted', detail: wanted.createdAt })
        if (!begun.ok) return begun
        const safety = await make(session, place, { ...progress, why: 'beforeRestore' })
        if (!safety.ok) return safety
        // Taking an erased patient out of it gave it another name.
        const now = await generations(session, memory)
        if (!now.ok) return now
        const source = now.value.find(
          ({ createdAt, deviceId, whole }) =>
            createdAt === wanted.createdAt && deviceId === wanted.deviceId && whole,
        )
        if (source === undefined) return fail('notFound')
        const after = await recall(session)
        const people = await vault.documents.list('person')
        if (!people.ok) return people
        const ready = await vault.backups.prepareRestore(
          source.path,
          progress,
          async ({ documents, deviceId }) => {
            const carried = await carryPeople(documents, people.value.documents)
            if (!carried.ok) return carried
            const formerDevices = [vault.deviceId, ...after.formerDevices]
            return remember(documents, deviceId, { ...after, formerDevices })
          },
        )
        if (!ready.ok) return ready
        await lock()
        const replaced = await folder.replace()
        return replaced.ok ? ok({ done: true as const }) : replaced
      })
    }),

    /** On a laptop without a vault: asks for the folder and tells what lies in it. */
    find: async (): Promise<Result<{ backups: Generation[] }>> => {
      if (context.session) return fail('conflict')
      const chosen = await ports.dialogs.chooseFolder('openBackup')
      if (chosen === undefined) return fail('cancelled')
      const found = await folder.listBackups(chosen)
      if (!found.ok) return found
      offered = found.value
      return offered.length === 0 ? fail('notFound') : ok({ backups: offered.map(generationOf) })
    },

    /** Leaves the copied vault locked. `index`: its place in what was found. */
    openOn: async (input: { index: number }): Promise<Result<{ done: true }>> => {
      if (context.session) return fail('conflict')
      const chosen = offered[input.index]
      if (chosen === undefined) return fail('notFound')
      const opened = await work.run('opening', (progress) => folder.openBackup(chosen.path, progress))
      if (!opened.ok) return opened
      offered = []
      return ok({ done: true })
    },
  }
}
