import { safeStorage } from 'electron'
import type { Keychain } from '../store/types'

/**
 * The operating system's keychain by Electron's asynchronous calls (the others are going away). On Linux without a
 * secret store Electron encrypts with a password that everybody knows and calls that `basic_text`: refused, as is a
 * backend that cannot be told yet.
 */
export const systemKeychain = (): Keychain => ({
  available: async () => {
    // Only Linux has backends to choose from, and so only there does the function exist.
    const { getSelectedStorageBackend: backend } = safeStorage as Partial<typeof safeStorage>
    if (backend !== undefined && ['basic_text', 'unknown'].includes(backend.call(safeStorage))) return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  protect: (text) => safeStorage.encryptStringAsync(text),
  reveal: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
})
