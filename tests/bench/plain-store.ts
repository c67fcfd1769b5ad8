import sqlite3 from 'sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { MIGRATIONS } from '../../electron/store/migrations'

const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'wal_autocheckpoint = 0', 'temp_store = MEMORY']
const MANY = 50
const INSERT = `INSERT INTO document_revision
  (kind, doc_id, patient_id, revision, parent_revision, device_id, saved_at, sealed) VALUES`
const ROW = "('exam', ?, ?, 1, 0, ?, ?, ?)"
const DEVICE = uuidv7()
const bytes = (body: unknown): Buffer => Buffer.from(JSON.stringify(body), 'utf8')

/**
 * The floor of the store: the bare sqlite3 package, the same tables and indexes, the same two rows per save, the
 * same durability, prepared statements; and neither sealing nor keys, chain, queue or check of the base revision.
 */
export class PlainStore {
  private constructor(
    private readonly db: sqlite3.Database,
    private readonly statements: Readonly<
      Record<'begin' | 'document' | 'documents' | 'audit' | 'commit', sqlite3.Statement>
    >,
  ) {}

  static async open(file: string): Promise<PlainStore> {
    const db = await new Promise<sqlite3.Database>((resolve, reject) => {
      const opened: sqlite3.Database = new sqlite3.Database(file, (error) =>
        error === null ? resolve(opened) : reject(error),
      )
    })
    const exec = (sql: string): Promise<void> =>
      new Promise((resolve, reject) => db.exec(sql, (error) => (error === null ? resolve() : reject(error))))
    for (const pragma of pragmas) await exec(`PRAGMA ${pragma}`)
    for (const { sql } of MIGRATIONS) await exec(sql)
    return new PlainStore(db, {
      begin: db.prepare('BEGIN IMMEDIATE'),
      document: db.prepare(`${INSERT} ${ROW}`),
      documents: db.prepare(`${INSERT} ${Array.from({ length: MANY }, () => ROW).join(', ')}`),
      audit: db.prepare('INSERT INTO audit (at, sealed) VALUES (?, ?)'),
      commit: db.prepare('COMMIT'),
    })
  }

  private run(statement: sqlite3.Statement, params: readonly (string | Buffer)[] = []): Promise<void> {
    return new Promise((resolve, reject) => {
      statement.run(params, (error: Error | null) => (error === null ? resolve() : reject(error)))
    })
  }

  private async insert(docId: string, patientId: string, body: unknown): Promise<void> {
    const at = new Date().toISOString()
    await this.run(this.statements.document, [docId, patientId, DEVICE, at, bytes(body)])
    await this.run(this.statements.audit, [at, bytes({ what: 'exam.saved', docId, patientId })])
  }

  async save(docId: string, patientId: string, body: unknown): Promise<void> {
    await this.run(this.statements.begin)
    await this.insert(docId, patientId, body)
    await this.run(this.statements.commit)
  }

  /** Fifty rows a statement and one audit row, as the store loads. Their number is a multiple of fifty. */
  async load(documents: readonly { docId: string; patientId: string; body: unknown }[]): Promise<void> {
    const at = new Date().toISOString()
    await this.run(this.statements.begin)
    for (let from = 0; from < documents.length; from += MANY) {
      const part = documents.slice(from, from + MANY)
      await this.run(
        this.statements.documents,
        part.flatMap(({ docId, patientId, body }) => [docId, patientId, DEVICE, at, bytes(body)]),
      )
    }
    await this.run(this.statements.audit, [at, bytes(documents.map(({ docId }) => docId))])
    await this.run(this.statements.commit)
  }

  /** Empties the log, as the store does between phases. */
  checkpoint(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)', (error) => (error === null ? resolve() : reject(error)))
    })
  }

  async close(): Promise<void> {
    for (const statement of Object.values(this.statements)) {
      await new Promise<void>((resolve) => statement.finalize(() => resolve()))
    }
    await new Promise<void>((resolve) => this.db.close(() => resolve()))
  }
}

/** The floor of the search: every row compared, then sorted, in an in-memory table. */
export class LikeSearch {
  private constructor(private readonly db: sqlite3.Database) {}

  static async open(rows: readonly (readonly [id: string, names: string])[]): Promise<LikeSearch> {
    const db = new sqlite3.Database(':memory:')
    await new Promise<void>((resolve) => db.exec('CREATE TABLE p (id TEXT, names TEXT)', () => resolve()))
    await new Promise<void>((resolve, reject) =>
      db.run(
        "INSERT INTO p SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)",
        [JSON.stringify(rows)],
        (error: Error | null) => (error === null ? resolve() : reject(error)),
      ),
    )
    return new LikeSearch(db)
  }

  search(text: string): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      this.db.all(
        'SELECT id FROM p WHERE names LIKE ? ORDER BY names LIMIT 50',
        [`%${text}%`],
        (error: Error | null, rows: unknown[]) => (error === null ? resolve(rows) : reject(error)),
      )
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.db.close(() => resolve()))
  }
}
