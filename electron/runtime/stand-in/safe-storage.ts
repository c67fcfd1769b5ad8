import type * as Electron from 'electron'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { named } from './guard'

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>

const PREFIX = Buffer.from('v10')

/** The key file's bytes; made at the first use, readable by its owner only. */
function keyIn(folder: string): Buffer {
  const file = join(folder, 'stand-in', 'safe-storage-key')
  try {
    return readFileSync(file)
  } catch {
    mkdirSync(join(folder, 'stand-in'), { recursive: true })
    const key = randomBytes(32)
    writeFileSync(file, key, { mode: 0o600, flag: 'wx' })
    return key
  }
}

/**
 * `electron.safeStorage` over a key file in the data folder: whoever reads the folder can read the key. The
 * backend is therefore `basic_text`. A test that needs a keychain sets STAND_IN_KEYCHAIN to a backend's name:
 * the file stays the same, only the name changes.
 */
export function makeSafeStorage(userData: () => string, isReady: () => boolean) {
  const backend = process.env['STAND_IN_KEYCHAIN'] ?? 'basic_text'
  const encryptString = (plain: string): Buffer => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyIn(userData()), nonce)
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([PREFIX, nonce, cipher.getAuthTag(), sealed])
  }
  const decryptString = (sealed: Buffer): string => {
    if (!sealed.subarray(0, 3).equals(PREFIX))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    const decipher = createDecipheriv('aes-256-gcm', keyIn(userData()), sealed.subarray(3, 15))
    decipher.setAuthTag(sealed.subarray(15, 31))
    return Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8')
  }
  /* eslint-disable @typescript-eslint/no-deprecated -- an app may still call what Electron still has */
  return named('electron.safeStorage', {
    isEncryptionAvailable: isReady,
    isAsyncEncryptionAvailable: () => Promise.resolve(isReady()),
    getSelectedStorageBackend: () => backend as Backend,
    setUsePlainTextEncryption: () => undefined,
    encryptString,
    decryptString,
    encryptStringAsync: async (plain: string) => Promise.resolve(encryptString(plain)),
    decryptStringAsync: async (sealed: Buffer) =>
      Promise.resolve({ result: decryptString(sealed), shouldReEncrypt: false }),
  } satisfies Electron.SafeStorage)
  /* eslint-enable @typescript-eslint/no-deprecated */
}
