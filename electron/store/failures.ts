import { fail, ok, type AppError, type ErrorCode, type Result } from '@shared/errors'

/** An expected failure on its way to the store's boundary, where it becomes a value. */
export class StoreFailure extends Error {
  constructor(readonly error: AppError) {
    super(error.code)
    this.name = 'StoreFailure'
  }
}

export const refuse = (code: ErrorCode, more: Omit<AppError, 'code'> = {}): never => {
  throw new StoreFailure({ code, ...more })
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  SQLITE_FULL: 'diskFull',
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  SQLITE_READONLY: 'readOnly',
  SQLITE_PERM: 'readOnly',
  SQLITE_CANTOPEN: 'readOnly',
  EROFS: 'readOnly',
  EACCES: 'readOnly',
  EPERM: 'readOnly',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  SQLITE_IOERR: 'damaged',
  EIO: 'damaged',
  // A stick that was pulled out, a share that went away, a file where the folder should be.
  ENODEV: 'placeMissing',
  ENXIO: 'placeMissing',
  ESTALE: 'placeMissing',
  ENOTDIR: 'placeMissing',
  ABORT_ERR: 'cancelled',
  SQLITE_INTERRUPT: 'cancelled',
}

/** The code of an error that SQLite, the file system or an abort signal threw, if it is one that we expect. */
const expectedCode = (error: unknown): ErrorCode | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? CODES[error.code] : undefined

/** Whether this is what is thrown for something that does not open or cannot be read; other failures are not it. */
export const isDamage = (error: unknown): boolean =>
  error instanceof StoreFailure ? error.error.code === 'damaged' : expectedCode(error) === 'damaged'

export const isMissing = (error: unknown): boolean =>
  error instanceof StoreFailure && error.error.code === 'missingFile'

/** Turns what is expected into a value and lets bugs pass. */
export async function answered<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof StoreFailure) return { ok: false, error: error.error }
    const code = expectedCode(error)
    if (code !== undefined) return fail(code)
    throw error
  }
}

/** The other way round, inside the store: a failed result travels on as a throw. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new StoreFailure(result.error)
}

export const isNodeError = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
