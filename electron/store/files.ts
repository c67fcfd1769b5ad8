import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Where things lie in a data folder. */
export const vaultFile = (dataFolder: string): string => join(dataFolder, 'vault.db')
export const imageFolder = (dataFolder: string): string => join(dataFolder, 'images')
export const SEALED_SUFFIX = '.sealed'
export const PART_SUFFIX = '.part'
export const imageFile = (dataFolder: string, imageId: string): string => {
  // An id becomes a file name: nothing but a UUID may.
  if (!/^[0-9a-f-]{36}$/.test(imageId)) throw new Error('An image id is a UUID')
  return join(imageFolder(dataFolder), imageId + SEALED_SUFFIX)
}

/** Makes the bytes of a file survive a power cut. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes names in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
