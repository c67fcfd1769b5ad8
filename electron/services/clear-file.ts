import { readFile, stat } from 'node:fs/promises'
import type { z } from 'zod'
import { fail, ok, type Result } from '../../shared/errors'
import { writeWhole } from '../print/write-file'
import type { Context, Session } from './context'

/** What the clinic wrote for itself, carried to another laptop in a file that names no patient and is not sealed. */
interface ClearFile {
  /** The name that the dialog suggests. */
  readonly name: string
  readonly content: object
  /** What it holds, counted, for the audit trail. */
  readonly holds: string
}

/** Writes it where the person says. */
export const saveClearFile = async (
  context: Context,
  { vault }: Session,
  { name, content, holds }: ClearFile,
): Promise<Result<{ path: string }>> => {
  const path = await context.ports.dialogs.saveFile(name)
  if (path === undefined) return fail('cancelled')
  const written = await writeWhole(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`))
  if (!written.ok) return written
  const noted = await vault.audit.append({ what: 'export.made', detail: holds })
  return noted.ok ? written : noted
}

/** Reads one that the person chooses; `tooLarge` before it is read, `unsupportedFile` where it is not of that shape. */
export const openClearFile = async <T>(
  context: Context,
  shape: z.ZodType<T>,
  mostBytes: number,
): Promise<Result<T>> => {
  const path = await context.ports.dialogs.openFile()
  if (path === undefined) return fail('cancelled')
  const size = await stat(path).then(
    (found) => found.size,
    () => undefined,
  )
  if (size === undefined) return fail('notFound')
  if (size > mostBytes) return fail('tooLarge', { detail: String(mostBytes) })
  const file = shape.safeParse(parsedJson(await readFile(path, 'utf8')))
  return file.success ? ok(file.data) : fail('unsupportedFile')
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
