import { ok } from '../../shared/errors'
import type { CallOutput } from '../../shared/ipc/contract'
import type { SealProof, VaultFolder } from '../store/types'
import { awaitedService } from './awaited'
import { auditService } from './audit'
import { amendService } from './amend'
import { besideService } from './besides'
import { backupService } from './backup'
import { CurrentWork } from './backup/work'
import { clinicService } from './clinic'
import { atTheKeys, type Context } from './context'
import { discardService } from './discard'
import { erasureService } from './erasure'
import type { ExamRules } from './exam-rules'
import { examService } from './exams'
import { handoutService } from './handouts'
import { healthService } from './health'
import { imageExportService } from './image-export'
import { imageService } from './images'
import { keptFormService } from './kept-forms'
import { joinService } from './join'
import { leaveService } from './leave'
import { letterService } from './letters'
import { noteRefused } from './notes'
import { onPaper } from './paper'
import { libraryService } from './library'
import { patientService } from './patients'
import { moveService } from './move'
import { peopleService } from './people'
import type { Ports } from './ports'
import { QuietWatch } from './quiet'
import { retentionService } from './retention'
import { signService } from './sign'
import { startService } from './starts'
import { translationService } from './translations'
import { textService } from './texts'
import { uploadService } from './uploads'
import { saveHeld } from './unsaved'
import { vaultService } from './vault'

/** Nobody typed for this long: time to save the index snapshot and to empty the write-ahead log. */
const TIDY_AFTER_MS = 60_000
/** A little later, and well before the idle lock, what is due of backups. It goes on while somebody works again. */
const BACK_UP_AFTER_MS = 90_000

/** All use cases over one data folder. */
export const createServices = (ports: Ports, folder: VaultFolder, rules: ExamRules) => {
  const context: Context = { ports, folder, rules, session: undefined, aside: [] }
  const quiet = new QuietWatch(() => ports.now().getTime())
  let tidying: Promise<unknown> = Promise.resolve()
  const tidy = (): void => {
    // What it saves is derived: a failure costs time at the next unlock and nothing else.
    const { session } = context
    if (session)
      tidying = saveHeld(session)
        .then(() => session.vault.idle())
        .catch(() => undefined)
  }
  const watch = (idleMinutes: number): void =>
    quiet.watch([
      { afterMs: TIDY_AFTER_MS, run: tidy },
      { afterMs: TIDY_AFTER_MS, run: health.quiet },
      { afterMs: Math.min(BACK_UP_AFTER_MS, idleMinutes * 30_000), run: () => void backup.inQuiet() },
      { afterMs: idleMinutes * 60_000, run: () => void leave.lock('idle') },
    ])
  const leave = leaveService(context, async () => {
    quiet.stop()
    health.closing()
    work.stop()
    await tidying
  })
  const health = healthService(context)
  const vault = vaultService(context, (session) => {
    watch(session.clinic.settings.idleMinutes)
    health.opened(session)
  })
  const work = new CurrentWork(ports)
  const backup = backupService(context, work, { lock: () => leave.lock(), backedUp: health.backedUp })
  const handouts = handoutService(context)
  let proof: Promise<SealProof> | undefined

  /** Runs once per start, after the first window stands. */
  const proveSealed = (): Promise<SealProof> => {
    // One that could not be made is tried again by whoever asks next.
    proof ??= folder.prove().catch((error: unknown) => {
      proof = undefined
      throw error
    })
    return proof
  }

  return {
    ...vault,
    ...leave,
    clinic: clinicService(context, (clinic) => watch(clinic.settings.idleMinutes)),
    people: peopleService(context),
    audit: auditService(context),
    patients: { ...patientService(context), ...keptFormService(context), ...joinService(context) },
    library: libraryService(context),
    besides: besideService(context),
    exams: {
      ...startService(context),
      ...examService(context),
      ...signService(context),
      ...amendService(context),
      ...moveService(context),
      ...discardService(context),
    },
    images: {
      ...uploadService(context),
      ...awaitedService(context),
      ...imageService(context),
      ...imageExportService(context),
    },
    handouts,
    letters: letterService(context),
    translations: translationService(context),
    texts: textService(context),
    backup,
    erasure: erasureService(context),
    retention: retentionService(context),
    health,
    proveSealed,
    quiet,
    atTheKeys: () => atTheKeys(context),
    refused: (name: string) => {
      if (context.session) void noteRefused(context.session, name)
    },

    touch: () => {
      quiet.touch()
      health.busy()
      return Promise.resolve(ok({ done: true as const }))
    },

    printRecovery: async () => {
      const sheet = vault.recoverySheet()
      if (!sheet.ok) return sheet
      const { clinic, groups } = sheet.value
      const job = { is: 'recovery' as const, clinic: clinic.name, groups, paper: clinic.paper }
      const printed = await onPaper(context, job, 'printer', '')
      return printed.ok ? ok({ done: true as const }) : printed
    },

    about: async () => {
      // At the start of a first run there was nothing to prove yet.
      if ((await proveSealed()).checks.length === 0 && context.session) proof = undefined
      const { session } = context
      const safe = session && (await backup.health(session))
      const { dataFolder, facts } = ports
      return ok<CallOutput<'app.about'>>({
        ...facts,
        versions: { ...facts.versions },
        dataFolder,
        proof: await proveSealed(),
        ...(safe === undefined ? {} : { backup: safe }),
      })
    },
  }
}

export type Services = ReturnType<typeof createServices>
