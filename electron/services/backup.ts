import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import { instant } from '../../shared/records/values'
import { nowAt, whileOpen, type Context, type Session } from './context'

/** What this laptop remembers of its backups; sealed with the rest. */
const memory = z.object({ folder: z.string(), at: instant })

const remembered = async (session: Session): Promise<z.infer<typeof memory> | undefined> => {
  const found = await session.vault.documents.latest('backup', session.vault.deviceId)
  const parsed = found.ok ? memory.safeParse(found.value.body) : undefined
  return parsed?.success === true ? parsed.data : undefined
}

/** The folder that backups went into last. */
export const lastBackupFolder = async (session: Session): Promise<string | undefined> =>
  (await remembered(session))?.folder

/** A stick that was pulled out must not come back as a folder of the same name on the laptop's own disk. */
const isThere = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Remembers the folder for the next time. */
const remember = async (session: Session, body: z.infer<typeof memory>): Promise<Result<unknown>> => {
  const { vault } = session
  return vault.transaction(async (tx) => {
    const before = await tx.documents.latest('backup', vault.deviceId)
    if (!before.ok && before.error.code !== 'notFound') return before
    const put = await tx.documents.put({
      kind: 'backup',
      docId: vault.deviceId,
      patientId: null,
      baseRevision: before.ok ? before.value.revision : 0,
      body,
    })
    return put.ok ? tx.audit.append({ what: 'backup.made' }) : put
  })
}

/** A sealed copy of the vault and its images, and opening one on a laptop that has none. */
export const backupService = (context: Context, backedUp: () => void) => {
  const { ports, folder } = context
  const progress = (done: number, of: number): void => ports.tell('backup.progress', { done, of })

  return {
    /** Writes into the folder of last time while it is there; otherwise asks for one. */
    now: whileOpen(context)(async (session) => {
      const last = await lastBackupFolder(session)
      const into =
        last !== undefined && (await isThere(last)) ? last : await ports.dialogs.chooseFolder('backup')
      if (into === undefined) return fail('cancelled')
      const made = await session.vault.backup(into, { onProgress: progress })
      if (!made.ok) return made
      const kept = await remember(session, { folder: into, at: nowAt(context) })
      if (!kept.ok) return kept
      backedUp()
      return made
    }),

    lastAt: async (): Promise<string | undefined> =>
      context.session ? (await remembered(context.session))?.at : undefined,

    /** Leaves the copied vault locked. */
    open: async (): Promise<Result<{ done: true }>> => {
      if (context.session) return fail('conflict')
      const chosen = await ports.dialogs.chooseFolder('openBackup')
      if (chosen === undefined) return fail('cancelled')
      const opened = await folder.openBackup(chosen, { onProgress: progress })
      return opened.ok ? ok({ done: true }) : opened
    },
  }
}
