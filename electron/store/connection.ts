import { AsyncLocalStorage } from 'node:async_hooks'
import { open, type FileHandle } from 'node:fs/promises'
import type { Database, RunResult, Statement } from 'sqlite3'
import { refuse } from './failures'

export type SqlValue = string | number | null | Uint8Array
export type Row = Readonly<Record<string, SqlValue>>

declare const mayWrite: unique symbol

/** A handle that can only read. */
export interface Reader {
  /** The first row. */
  get(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>
  all(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>
}

/** A handle inside a transaction. A reader cannot be passed for it. */
export interface Writer extends Reader {
  run(sql: string, params?: readonly SqlValue[]): Promise<{ changes: number; lastId: number }>
  /** Several statements without parameters. */
  exec(sql: string): Promise<void>
  readonly [mayWrite]: true
}

const cell = (row: Row, column: string): SqlValue => row[column] ?? null
/** Typed cells of a row; a cell of another type means that the file is not as the schema says. */
export const text = (row: Row, column: string): string => {
  const value = cell(row, column)
  return typeof value === 'string' ? value : refuse('damaged')
}
export const integer = (row: Row, column: string): number => {
  const value = cell(row, column)
  return typeof value === 'number' ? value : refuse('damaged')
}
export const blob = (row: Row, column: string): Uint8Array => {
  const value = cell(row, column)
  return value instanceof Uint8Array ? value : refuse('damaged')
}
export const textOrNull = (row: Row, column: string): string | null =>
  cell(row, column) === null ? null : text(row, column)

export interface SingleStatement<T> {
  readonly sql: string
  readonly params: readonly SqlValue[]
  readonly committed: () => T
}

export type OpenMode = 'create' | 'readOnly'

/** Commits between passive checkpoints when nobody ever pauses, so that the log stays bounded. */
const COMMITS_PER_CHECKPOINT = 2000

const PRAGMAS = [
  'PRAGMA busy_timeout = 5000',
  // The build has TEMP_STORE=1: without this a sorter may spill clear text to a temp file.
  'PRAGMA temp_store = MEMORY',
  'PRAGMA foreign_keys = ON',
  'PRAGMA trusted_schema = OFF',
]
const WRITER_PRAGMAS = [
  'PRAGMA journal_mode = WAL',
  // FULL is the only WAL mode in which an acknowledged save survives power loss.
  'PRAGMA synchronous = FULL',
  // macOS alone: a plain fsync there does not reach the platter.
  ...(process.platform === 'darwin' ? ['PRAGMA fullfsync = ON', 'PRAGMA checkpoint_fullfsync = ON'] : []),
  'PRAGMA journal_size_limit = 16777216',
  'PRAGMA wal_autocheckpoint = 0',
]

/** Loads sqlite3; ahead of time where nobody waits for it. */
export const loadEngine = () => import('sqlite3')

/**
 * The only user of sqlite3. node-sqlite3 shares one connection between all callers, so a statement of one could
 * land inside another's transaction: everything here waits in one queue, and a transaction holds it to its end.
 */
export class Connection {
  private tail: Promise<unknown> = Promise.resolve()
  private readonly statements = new Map<string, Statement>()
  /** The turn that a call comes out of. What was begun in a turn may come back when that is long over. */
  private readonly inside = new AsyncLocalStorage<{ over: boolean }>()
  private commits = 0
  private rawBytes: Promise<FileHandle> | undefined
  private readonly reader: Reader
  private readonly writer: Writer

  private constructor(
    private readonly database: Database,
    private readonly file: string,
  ) {
    this.reader = {
      get: async (sql, params) => (await this.rows(sql, params))[0],
      all: (sql, params) => this.rows(sql, params),
    }
    this.writer = {
      ...this.reader,
      run: (sql, params) => this.change(sql, params),
      exec: (sql) => this.script(sql),
    } as Writer
  }

  /** sqlite3 is loaded here and not before, so that the first frame does not wait for it. */
  static async open(file: string, mode: OpenMode): Promise<Connection> {
    const { default: sqlite3 } = await loadEngine()
    const flags = mode === 'readOnly' ? sqlite3.OPEN_READONLY : sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE
    const database = await new Promise<Database>((resolve, reject) => {
      const opened: Database = new sqlite3.Database(file, flags, (error) => {
        if (error === null) resolve(opened)
        else reject(error)
      })
    })
    const connection = new Connection(database, file)
    try {
      const writable = mode === 'readOnly' || file === ':memory:' ? [] : WRITER_PRAGMAS
      for (const pragma of [...PRAGMAS, ...writable]) await connection.script(pragma)
    } catch (error) {
      await connection.close()
      throw error
    }
    return connection
  }

  /** Reads alone on the connection. */
  read<T>(work: (db: Reader) => Promise<T>): Promise<T> {
    return this.exclusive(() => work(this.reader))
  }

  /**
   * Runs `work` in one transaction; a throw rolls it back. `committed` runs after the commit and before anybody
   * else may use the connection.
   */
  transaction<T>(work: (db: Writer) => Promise<T>, committed?: (value: T) => void): Promise<T> {
    return this.exclusive(async () => {
      await this.change('BEGIN IMMEDIATE')
      let value: T
      try {
        value = await work(this.writer)
        await this.change('COMMIT')
      } catch (error) {
        // SQLite may have rolled back by itself (disk full): then there is nothing left to undo.
        await this.change('ROLLBACK').catch(() => undefined)
        throw error
      }
      committed?.(value)
      await this.countCommit()
      return value
    })
  }

  /**
   * One statement that is a transaction of its own: the engine's thread is asked once instead of three times and
   * more. `committed` runs as in `transaction`. Nothing is done when `prepare` answers undefined.
   */
  single<T>(prepare: (db: Reader) => Promise<SingleStatement<T> | undefined>): Promise<T | undefined> {
    return this.exclusive(async () => {
      const prepared = await prepare(this.reader)
      if (prepared === undefined) return undefined
      await this.change(prepared.sql, prepared.params)
      const value = prepared.committed()
      await this.countCommit()
      return value
    })
  }

  /** Statements that may not stand in a transaction: VACUUM INTO, pragmas. */
  outside<T>(work: (db: Writer) => Promise<T>): Promise<T> {
    return this.exclusive(() => work(this.writer))
  }

  /** Empties the write-ahead log into the file. A big log costs every later open. */
  async checkpoint(): Promise<void> {
    await this.exclusive(() => this.rows('PRAGMA wal_checkpoint(TRUNCATE)'))
  }

  /** Breaks off what the engine is doing: it fails with `cancelled`. */
  interrupt(): void {
    this.database.interrupt()
  }

  /**
   * The open file as it lies on the disk; the handle is this connection's to close. Nothing else in the process may
   * open the file that the engine has open: under POSIX, whoever closes it gives up every lock that the process
   * holds on it, the engine's too, and another program could take the log away (sqlite.org/howtocorrupt.html, 2.2).
   */
  raw(): Promise<FileHandle> {
    this.rawBytes ??= open(this.file, 'r')
    return this.rawBytes
  }

  /** Waits for the queue, then closes. */
  close(): Promise<void> {
    return this.exclusive(async () => {
      for (const statement of this.statements.values()) {
        await new Promise<void>((resolve) => statement.finalize(() => resolve()))
      }
      this.statements.clear()
      await new Promise<void>((resolve, reject) =>
        this.database.close((error) => (error === null ? resolve() : reject(error))),
      )
      const raw = await this.rawBytes?.catch(() => undefined)
      this.rawBytes = undefined
      await raw?.close()
    })
  }

  private async countCommit(): Promise<void> {
    this.commits += 1
    if (this.commits % COMMITS_PER_CHECKPOINT === 0) await this.rows('PRAGMA wal_checkpoint(PASSIVE)')
  }

  private exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside.getStore()?.over === false) {
      throw new Error('The connection is held by this very transaction: use its own handle')
    }
    const mine = { over: false }
    const turn = this.tail
      .then(() => this.inside.run(mine, work))
      .finally(() => {
        mine.over = true
      })
    this.tail = turn.catch(() => undefined)
    return turn
  }

  private async statement(sql: string): Promise<Statement> {
    const known = this.statements.get(sql)
    if (known !== undefined) return known
    return new Promise((resolve, reject) => {
      const made = this.database.prepare(sql, (error: Error | null) => {
        if (error !== null) {
          reject(error)
          return
        }
        this.statements.set(sql, made)
        resolve(made)
      })
    })
  }

  // `all` even for one row: node-sqlite3 leaves a statement open after `get`, and that would hold the log.
  private async rows(sql: string, params: readonly SqlValue[] = []): Promise<readonly Row[]> {
    const statement = await this.statement(sql)
    return new Promise((resolve, reject) => {
      statement.all(params, (error: Error | null, rows: Row[]) =>
        error === null ? resolve(rows) : reject(error),
      )
    })
  }

  private async change(
    sql: string,
    params: readonly SqlValue[] = [],
  ): Promise<{ changes: number; lastId: number }> {
    const statement = await this.statement(sql)
    return new Promise((resolve, reject) => {
      statement.run(params, function (this: RunResult, error: Error | null) {
        if (error === null) resolve({ changes: this.changes, lastId: this.lastID })
        else reject(error)
      })
    })
  }

  private script(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.database.exec(sql, (error) => (error === null ? resolve() : reject(error)))
    })
  }
}
