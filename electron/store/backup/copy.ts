import { createHash } from 'node:crypto'
import { open, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Core } from '../core'
import { isNodeError, refuse } from '../failures'
import { syncFolder } from '../files'
import type { ImageRow } from '../image-rows'
import { openSealedFile } from '../images'
import type { Progress } from '../types'

const COPY_BYTES = 1024 * 1024

export interface Hashed {
  readonly bytes: number
  readonly sha256: string
}
/** Told the length of every piece; throws when the work was called off. */
export type OnPiece = (bytes: number) => void

export const mustGoOn = (progress: Progress): void => {
  if (progress.signal?.aborted === true) refuse('cancelled')
}

/** Adds up pieces for who watches. */
export const counting = (progress: Progress, of: number): OnPiece => {
  let done = 0
  return (bytes) => {
    done += bytes
    progress.onProgress?.(Math.min(done, of), of)
    mustGoOn(progress)
  }
}

/** Reads a file to its end; `damaged` when it is not there. */
export async function hashFile(path: string, onPiece: OnPiece): Promise<Hashed> {
  return pieces(path, onPiece, () => Promise.resolve())
}

async function pieces(
  path: string,
  onPiece: OnPiece,
  take: (piece: Buffer) => Promise<unknown>,
): Promise<Hashed> {
  const hash = createHash('sha256')
  const source = await open(path, 'r').catch((error: unknown) => {
    if (isNodeError(error, 'ENOENT')) return refuse('damaged')
    throw error
  })
  const buffer = Buffer.allocUnsafe(COPY_BYTES)
  let bytes = 0
  try {
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, bytesRead)
      hash.update(piece)
      await take(piece)
      bytes += bytesRead
      onPiece(bytesRead)
    }
  } finally {
    await source.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Copies a file that must be the named one (`damaged`), durable under its name only when it is whole. */
export async function copyKnown(from: string, to: string, known: Hashed, onPiece: OnPiece): Promise<void> {
  const part = `${to}.part`
  try {
    const out = await open(part, 'w')
    try {
      const copied = await pieces(from, onPiece, (piece) => out.writeFile(piece))
      if (copied.sha256 !== known.sha256 || copied.bytes !== known.bytes) refuse('damaged')
      await out.sync()
    } finally {
      await out.close()
    }
    await rename(part, to)
  } finally {
    await rm(part, { force: true })
  }
}

/**
 * A sealed picture opened chunk by chunk with its patient's key, here or in a backup: `damaged` when it is not the
 * one that its row names. Answers the hash of the sealed bytes.
 */
export async function checkSealed(
  core: Core,
  row: ImageRow,
  path: string,
  onChunk: (sealed: Uint8Array) => Promise<void>,
): Promise<Hashed> {
  const { reader, close } = await openSealedFile(core, path, row)
  const hash = createHash('sha256')
  try {
    await reader.verify(row.fileDigest, async (sealed) => {
      hash.update(sealed)
      await onChunk(sealed)
    })
  } finally {
    await close()
  }
  return { bytes: row.sealedBytes, sha256: hash.digest('hex') }
}

/** A picture into the backup: opened on the way, read back, and only then given its name. */
export async function copySealed(
  core: Core,
  row: ImageRow,
  from: string,
  to: string,
  onPiece: OnPiece,
): Promise<Hashed> {
  const part = `${to}.part`
  try {
    const out = await open(part, 'w')
    let copied: Hashed
    try {
      copied = await checkSealed(core, row, from, async (sealed) => {
        await out.writeFile(sealed)
        onPiece(sealed.length)
      })
      await out.sync()
    } finally {
      await out.close()
    }
    const back = await hashFile(part, onPiece)
    if (back.sha256 !== copied.sha256) refuse('damaged')
    await rename(part, to)
    await syncFolder(dirname(to))
    return copied
  } finally {
    await rm(part, { force: true })
  }
}

/** Length of a file, or undefined when it is not there. */
export const lengthOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    (found) => found.size,
    () => undefined,
  )

/** `diskFull` now and not at the last byte. A file system that does not tell is believed to have room. */
export async function mustHaveRoom(folder: string, bytes: number): Promise<void> {
  const space = await statfs(folder).catch(() => undefined)
  if (space === undefined || space.blocks === 0) return
  if (space.bavail * space.bsize < bytes) refuse('diskFull')
}
