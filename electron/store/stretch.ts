import { scrypt } from 'node:crypto'
import { integer, type Row } from './connection'
import { KEY_BYTES } from './sealing'
import type { KdfParams } from './types'

/** OWASP Password Storage Cheat Sheet: scrypt N=2^17, r=8, p=1. About half a second and 128 MiB. */
export const DEFAULT_KDF: KdfParams = { cost: 2 ** 17, blockSize: 8, parallel: 1 }

/** The cost that a slot was made with. */
export const kdfOf = (row: Row): KdfParams => ({
  cost: integer(row, 'kdf_cost'),
  blockSize: integer(row, 'kdf_block_size'),
  parallel: integer(row, 'kdf_parallel'),
})

/**
 * Slow on purpose, on another thread. Keyboards and systems spell the same accented letter in two ways: both are one
 * passphrase.
 */
export const stretch = (secret: string, salt: Uint8Array, kdf: KdfParams): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const maxmem = 256 * kdf.cost * kdf.blockSize * kdf.parallel
    const params = { N: kdf.cost, r: kdf.blockSize, p: kdf.parallel, maxmem }
    scrypt(secret.normalize('NFKC'), salt, KEY_BYTES, params, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
