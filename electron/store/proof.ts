import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { blob, type Connection } from './connection'
import { documentPlace, readHead } from './document-identity'
import { StoreFailure } from './failures'
import { imageFolder, vaultFile } from './files'
import { KeySet, unseal } from './sealing'
import type { SealProof } from './types'

/** Saved sealed when the vault is made, and known to the code alone: found in a raw file it would prove a leak. */
export const MARKER = 'palpa-proof-of-sealing-9d41c7f0'

/** Words that every stored document contains in clear JSON, and the first bytes of the images that are taken. */
const LEAKS: readonly Buffer[] = [
  MARKER,
  '"given":',
  '"family":',
  '"bornOn":',
  '"answers":',
  '"definitionVersion":',
  '"noduleLabels":',
  '"clinicNumber":',
].map((word) => Buffer.from(word, 'utf8'))
const IMAGE_LEAKS: readonly Buffer[] = [
  Buffer.from('DICM\x02\0', 'latin1'),
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  Buffer.from('JFIF\0', 'latin1'),
  Buffer.from('Exif\0\0', 'latin1'),
]
/** Stands in clear in every vault file: finding it shows that the search does read the bytes. */
const CONTROL = Buffer.from('CREATE TABLE document_revision', 'utf8')
/** The signatures of an image stand at its beginning. */
const IMAGE_HEAD_BYTES = 64 * 1024

const PIECE_BYTES = 1024 * 1024

const fileBytes = (path: string, maxBytes = Infinity): Readable =>
  createReadStream(path, { highWaterMark: PIECE_BYTES, end: maxBytes - 1 })

/** Which of the words stand in some bytes. A word across two pieces is found too. */
async function found(pieces: Readable, words: readonly Buffer[]): Promise<ReadonlySet<Buffer>> {
  const hits = new Set<Buffer>()
  const overlap = Math.max(...words.map((word) => word.length)) - 1
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      const bytes = Buffer.concat([rest, piece])
      for (const word of words) if (bytes.includes(word)) hits.add(word)
      rest = bytes.subarray(Math.max(0, bytes.length - overlap))
    }
  } catch (error) {
    // Somebody works meanwhile: a log was emptied, a picture that was being attached has its own name by now.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return hits
}

/** Looks through the files of a folder, and through those that came while it looked, until there are no new ones. */
async function through(
  list: () => Promise<readonly string[]>,
  look: (file: string) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    const fresh = (await list()).filter((file) => !seen.has(file))
    if (fresh.length === 0) return
    for (const file of fresh) {
      seen.add(file)
      await look(file)
    }
  }
}

/**
 * Database, write-ahead log and copies that a migration made. Not `-shm`: it holds numbers of pages and no page, and
 * the engine's locks hang on it, which whoever closes it would give up.
 */
const databaseFiles = async (dataFolder: string): Promise<string[]> =>
  (await readdir(dataFolder))
    .filter((name) => name.startsWith('vault.db') && !name.endsWith('-shm'))
    .map((name) => join(dataFolder, name))

const imageFiles = async (dataFolder: string): Promise<string[]> => {
  const folder = imageFolder(dataFolder)
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name))
}

/** A blob and a key that is not its own. */
async function staysShut(connection: Connection): Promise<boolean> {
  const row = await connection.read((db) =>
    db.get("SELECT * FROM document_revision WHERE kind = 'proof' LIMIT 1"),
  )
  if (row === undefined) return false
  const stranger = KeySet.random('stranger')
  try {
    unseal(stranger.for('documents'), documentPlace(readHead(row)), blob(row, 'sealed'))
    return false
  } catch (error) {
    if (error instanceof StoreFailure) return error.error.code === 'damaged'
    throw error
  }
}

/** The proof of sealing: reads the files as a thief would. */
export async function proveSealed(connection: Connection, dataFolder: string, at: Date): Promise<SealProof> {
  let clean = true
  let control = false
  await through(
    () => databaseFiles(dataFolder),
    async (file) => {
      const bytes =
        file === vaultFile(dataFolder)
          ? (await connection.raw()).createReadStream({
              start: 0,
              autoClose: false,
              highWaterMark: PIECE_BYTES,
            })
          : fileBytes(file)
      const hits = await found(bytes, [...LEAKS, CONTROL])
      if (hits.has(CONTROL)) control = true
      if (LEAKS.some((word) => hits.has(word))) clean = false
    },
  )
  let imagesClean = true
  await through(
    () => imageFiles(dataFolder),
    async (file) => {
      const hits = await found(fileBytes(file, IMAGE_HEAD_BYTES), [...LEAKS, ...IMAGE_LEAKS])
      if (hits.size > 0) imagesClean = false
    },
  )
  const checks = [
    {
      what: 'The search reads the raw bytes: it finds what does stand in clear in the vault file',
      passed: control,
    },
    { what: 'No known text of a document stands in the vault file, its log or its copies', passed: clean },
    { what: 'No image file begins like an image', passed: imagesClean },
    { what: 'A sealed document does not open with another key', passed: await staysShut(connection) },
  ]
  return { passed: checks.every((check) => check.passed), at: at.toISOString(), checks }
}
