import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { ok, type Result } from '../../shared/errors'
import { troubleOfWriting } from '../print/write-file'

/** Pieces of a file, in their order. */
export type Pieces = AsyncIterable<Result<Uint8Array>>

/** One piece is a file too. */
export async function* whole(bytes: Uint8Array): Pieces {
  yield await Promise.resolve(ok(bytes))
}

const writeAll = async (file: FileHandle, pieces: Pieces): Promise<Result<undefined>> => {
  for await (const piece of pieces) {
    if (!piece.ok) return piece
    await file.write(piece.value)
  }
  await file.sync()
  return ok(undefined)
}

/**
 * Writes a file into the folder that a person chose, under a name that is free there: nothing of theirs is written over.
 * The name appears when the file is whole. Answers the name.
 */
export const writeInto = async (
  folder: string,
  stem: string,
  extension: string,
  pieces: Pieces,
): Promise<Result<string>> => {
  const part = join(folder, `.${stem}.${randomBytes(4).toString('hex')}.part`)
  try {
    await mkdir(folder, { recursive: true })
    const taken = new Set(await readdir(folder))
    const names = Array.from({ length: taken.size + 1 }, (_, at) =>
      at === 0 ? `${stem}.${extension}` : `${stem}-${at + 1}.${extension}`,
    )
    const name = names.find((one) => !taken.has(one)) ?? `${stem}.${extension}`
    const file = await open(part, 'wx', 0o600)
    try {
      const written = await writeAll(file, pieces)
      if (!written.ok) {
        await rm(part, { force: true })
        return written
      }
    } finally {
      await file.close()
    }
    await rename(part, join(folder, name))
    return ok(name)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    return troubleOfWriting(error)
  }
}
