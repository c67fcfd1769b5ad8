import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../shared/errors'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Why a file could not be written, as a failure that a person can be told. */
export const troubleOfWriting = (error: unknown): Result<never> => {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return fail('diskFull')
  if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return fail('readOnly')
  return fail('printer', { detail: `The file could not be written (${code})` })
}

/**
 * Writes a document where the person asked for it: a hidden part file beside it, flushed, then renamed, so that
 * the name never shows half a document and no copy stays anywhere else.
 */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<Result<{ path: string }>> => {
  const part = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
  try {
    const file = await open(part, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
    return ok({ path })
  } catch (error) {
    // What could not be made cannot be taken away either; the first reason is the one to tell.
    await rm(part, { force: true }).catch(() => undefined)
    return troubleOfWriting(error)
  }
}
