import type { VaultFolder, VaultOptions } from './types'

/** Opens a data folder. Nothing is read until its first call. */
export function openVaultFolder(options: VaultOptions): VaultFolder {
  throw new Error(`The store is being built: ${options.dataFolder} stays closed`)
}
