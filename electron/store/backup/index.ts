import type { Core, Run, Work } from '../core'
import { documentReads } from '../document-reads'
import { documentWrites } from '../document-writes'
import { answered, refuse, StoreFailure, unwrap } from '../failures'
import { isFolder } from '../files'
import type { ImageStore } from '../images'
import type { LongWork } from '../long-work'
import type { BackupReport, Backups, RestoredVault } from '../types'
import { cleanseSet } from './cleanse'
import { setFolder } from './layout'
import { makeBackup } from './make'
import { rehearse } from './rehearse'
import { prepareRestore } from './replace'
import { listBackups } from './sets'

const nothing = (): void => undefined

/** Whatever a drive says when it is pulled out in the middle: what counts is whether the place is still there. */
async function inPlace<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const cancelled = error instanceof StoreFailure && error.error.code !== 'damaged'
    if (!cancelled && !(await isFolder(place))) return refuse('placeMissing')
    throw error
  }
}

/** What an open vault can do with its backups. */
export const backups = (core: Core, images: ImageStore, long: LongWork): Backups => ({
  make: (into, options = {}) =>
    answered(() =>
      long.run(options, async (progress) => {
        core.mustBeOpen()
        const make = (): Promise<BackupReport> => makeBackup(core, into, { ...options, ...progress })
        return inPlace(into, () => images.keepingFiles(make))
      }),
    ),

  list: (into) =>
    answered(async () =>
      (await listBackups(setFolder(into, core.vaultId))).filter(
        ({ vaultId }) => vaultId === core.vaultId || vaultId === '',
      ),
    ),

  rehearse: (generation, progress = {}) =>
    answered(() =>
      long.run(progress, async (under) => {
        core.mustBeOpen()
        return inPlace(generation, () => rehearse(core, generation, under))
      }),
    ),

  prepareRestore: (generation, progress, write) =>
    answered(() =>
      long.run(progress, async (under) => {
        core.mustBeOpen()
        await inPlace(generation, () =>
          prepareRestore(core, generation, under, async (restored, work) => {
            unwrap(await write(restoredVault(restored, work)))
          }),
        )
      }),
    ),

  cleanse: (into) => answered(() => long.run({}, () => cleanseSet(core, setFolder(into, core.vaultId)))),
})

const restoredVault = (restored: Core, work: Work): RestoredVault => {
  const write: Run<Work> = (inner) => answered(() => inner(work))
  const read: Run<Work['db']> = (inner) => answered(() => inner(work.db))
  return {
    deviceId: restored.deviceId,
    documents: { ...documentReads(restored, read), ...documentWrites(restored, write, nothing) },
  }
}
