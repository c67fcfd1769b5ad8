import type * as Promises from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/**
 * A disk that fills up: a layer over `node:fs/promises` and `sqlite3` that lets so many writes pass and then answers
 * every one as a full disk does, until there is room again. Runs everywhere, also as root; the test mocks both modules
 * with it. `torn`: the write that no longer fits leaves half of its bytes behind, as a real disk does. Inside SQLite's
 * own writes that cannot be shown from here; SQLite's tests do, and faults-tmpfs.test.ts on a small disk of its own.
 */
export const disk = {
  /** Writes that still pass; undefined: as many as there are. */
  room: undefined as number | undefined,
  /** What is wrong with it: no room, or a folder that nobody may write to. */
  trouble: 'full' as 'full' | 'readOnly',
  /** The first write that does not fit leaves half of what it was given. */
  torn: false,
  /** Writes seen since `fillAfter`. */
  writes: 0,
  fillAfter(writes: number): void {
    disk.room = writes
    disk.writes = 0
  },
  empty(): void {
    disk.trouble = 'full'
    disk.torn = false
    disk.room = undefined
  },
}

const isFull = (): boolean => {
  disk.writes += 1
  return disk.room !== undefined && disk.writes > disk.room
}
const noSpace = (): Error =>
  disk.trouble === 'full'
    ? Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC', errno: -28 })
    : Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', errno: -30 })

type Work = (...args: never[]) => Promise<unknown>
const guarded =
  <F extends Work>(work: F) =>
  (...args: Parameters<F>): ReturnType<F> =>
    (isFull() ? Promise.reject(noSpace()) : work(...args)) as ReturnType<F>

/** Half of the bytes lie on the disk when the error comes. */
const tearing =
  (write: FileHandle['write']) =>
  async (...args: unknown[]): Promise<never> => {
    const [bytes] = args
    if (bytes instanceof Uint8Array && bytes.length > 1)
      await write(bytes.subarray(0, bytes.length >> 1), 0, bytes.length >> 1, args[3] as number | null)
    throw noSpace()
  }

const HANDLE_WRITES = new Set<string | symbol>(['write', 'writev', 'writeFile', 'sync', 'datasync'])
const writingHandle = (handle: FileHandle): FileHandle =>
  new Proxy(handle, {
    get: (target, name) => {
      const member = Reflect.get(target, name, target) as unknown
      if (typeof member !== 'function') return member
      const bound = member.bind(target) as Work
      if (name === 'write' && disk.torn && disk.room !== undefined && disk.writes === disk.room) {
        disk.writes += 1
        return tearing(target.write.bind(target))
      }
      return HANDLE_WRITES.has(name) ? guarded(bound) : bound
    },
  })

/** `node:fs/promises` on that disk. Taking files away always works: that is how room is made. */
export const failingFiles = (real: typeof Promises): typeof Promises => {
  const open: typeof real.open = async (path, flags, mode) => {
    const writes = flags !== undefined && flags !== 'r'
    if (writes && isFull()) throw noSpace()
    const handle = await real.open(path, flags, mode)
    return writes ? writingHandle(handle) : handle
  }
  const { mkdir, rename, writeFile } = real
  const all = {
    ...real,
    open,
    mkdir: guarded(mkdir as Work) as unknown as typeof mkdir,
    rename: guarded(rename as Work) as unknown as typeof rename,
    writeFile: guarded(writeFile as Work) as unknown as typeof writeFile,
  }
  return { ...all, default: all } as typeof real
}

type Callback = (error: Error | null) => void
interface Statement {
  run(params: unknown, done: Callback): unknown
}
interface Engine {
  prepare(sql: string, done: Callback): Statement
  exec(sql: string, done: Callback): unknown
}
const full = (): Error =>
  disk.trouble === 'readOnly'
    ? Object.assign(new Error('SQLITE_READONLY: attempt to write a readonly database'), {
        code: 'SQLITE_READONLY',
        errno: 8,
      })
    : Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL', errno: 13 })
/** Giving up a transaction and asking questions need no room. */
const WRITES_NOTHING = /^\s*(ROLLBACK|PRAGMA|SELECT)/i

/** `sqlite3` on that disk. */
export const failingEngine = <M extends { default: { Database: new (...args: never[]) => object } }>(
  real: M,
): M => {
  const { Database } = real.default
  class FullDatabase extends Database {
    prepare(sql: string, done: Callback): Statement {
      const statement = (super['prepare' as never] as Engine['prepare']).call(this, sql, done)
      const run = statement.run.bind(statement)
      statement.run = (params, answered) => {
        if (!WRITES_NOTHING.test(sql) && isFull()) return setImmediate(() => answered(full()))
        return run(params, answered)
      }
      return statement
    }
    exec(sql: string, done: Callback): unknown {
      if (!WRITES_NOTHING.test(sql) && isFull()) return setImmediate(() => done(full()))
      return (super['exec' as never] as Engine['exec']).call(this, sql, done)
    }
  }
  return { ...real, default: { ...real.default, Database: FullDatabase } }
}
