import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isNodeError } from './failures'
import { imageFolder, syncFolder, vaultFile } from './files'

/** Whether sealed pictures lie in a data folder. */
export const hasImages = async (dataFolder: string): Promise<boolean> =>
  (await readdir(imageFolder(dataFolder)).catch(() => [])).length > 0

/** Deletes a vault that was never in use. */
export async function removeVault(dataFolder: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(vaultFile(dataFolder) + suffix, { force: true })
  await rm(imageFolder(dataFolder), { recursive: true, force: true })
}

/** A vault that does not open may still be mended by somebody who knows how: it is moved, never deleted. */
export async function setAside(dataFolder: string, at: Date): Promise<void> {
  const aside = join(dataFolder, `damaged-${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}`)
  await mkdir(aside, { mode: 0o700 })
  const vault = basename(vaultFile(dataFolder))
  const names = (await readdir(dataFolder)).filter((name) => name.startsWith(vault))
  for (const name of [...names, basename(imageFolder(dataFolder))]) {
    await rename(join(dataFolder, name), join(aside, name)).catch((error: unknown) => {
      if (!isNodeError(error, 'ENOENT')) throw error
    })
  }
  await syncFolder(dataFolder)
}
