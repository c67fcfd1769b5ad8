import { Connection, integer, text, textOrNull, type Row, type SqlValue, type Writer } from './connection'
import { INDEX_SQL, INDEX_TABLES, PATIENT_INDEX_SQL, snapshotVersion, type Searchable } from './index-schema'
import {
  alternativesExpression,
  birthTokens,
  editDistance,
  forgiven,
  letterMask,
  matchExpression,
  nameTokens,
  normalise,
  numberTokens,
  phoneTokens,
  queryTokens,
  tooDifferent,
} from './index-text'

/** Fewer hits than this and names a typo away are looked for. */
const ENOUGH_HITS = 3
/** Hits that are put in order. More than that nobody reads: one letter more is typed instead. */
const SORTED_HITS = 200
const ALTERNATIVES = 24
const ROWS_PER_INSERT = 200
const ROWS_PER_CHUNK = 2000

export interface IndexedPatient extends Searchable {
  readonly patientId: string
}

/** Rows of one of the index's own tables as JSON, written and read by SQLite itself: no row passes through here. */
export interface TableRows {
  readonly table: string
  /** Array of arrays; blobs as hex. */
  readonly json: string
}

const nameFields = (person: Searchable): readonly string[] => [
  person.family,
  person.given,
  person.preferred,
  person.otherScript,
]

const phoneKey = (phone: string): string => phone.replace(/[^0-9]/g, '').slice(-8)

/** The search index itself: an in-memory database that nothing of ever touches the disk in clear. */
export class MemoryIndex {
  private nextRow = 1
  /** Distinct name words, gathered at the first typo and kept up from then on. */
  private vocabulary: Map<string, number> | undefined

  private constructor(
    private readonly db: Connection,
    readonly version: string,
  ) {}

  static async create(): Promise<MemoryIndex> {
    const db = await Connection.open(':memory:', 'create')
    await db.transaction((tx) => tx.exec(INDEX_SQL))
    const row = await db.read((tx) => tx.get('SELECT sqlite_version() AS v'))
    return new MemoryIndex(db, snapshotVersion(row === undefined ? '' : text(row, 'v')))
  }

  /** Adds or replaces. With several rows of one patient the last counts. */
  async put(patients: readonly IndexedPatient[]): Promise<void> {
    const newest = [...new Map(patients.map((person) => [person.patientId, person])).values()]
    if (newest.length === 0) return
    await this.db.transaction(async (tx) => {
      await this.deleteRows(
        tx,
        newest.map((person) => person.patientId),
      )
      const rows = newest.map((person) => this.row(person))
      await insertRows(
        tx,
        'entry',
        Object.keys(INDEX_TABLES['entry'] ?? {}),
        rows.map((row) => row.entry),
      )
      await insertRows(
        tx,
        'fts',
        ['rowid', 'words'],
        rows.map((row) => row.words),
      )
    })
  }

  async remove(patientIds: readonly string[]): Promise<void> {
    if (patientIds.length > 0) await this.db.transaction((tx) => this.deleteRows(tx, patientIds))
  }

  async count(): Promise<number> {
    const row = await this.db.read((tx) => tx.get('SELECT count(*) AS n FROM entry'))
    return row === undefined ? 0 : integer(row, 'n')
  }

  /** Ids of the patients who meet every word, by name, and how many there are in all. */
  async search(query: string, limit: number): Promise<{ patientIds: string[]; total: number }> {
    const expression = matchExpression(query)
    if (expression === '') return { patientIds: [], total: 0 }
    const exact = await this.match(expression, limit)
    if (exact.total >= ENOUGH_HITS) return exact
    const near = await this.nearExpression(query)
    if (near === undefined) return exact
    const more = await this.match(near, limit)
    const patientIds = [...new Set([...exact.patientIds, ...more.patientIds])].slice(0, limit)
    return { patientIds, total: Math.max(exact.total, more.total) }
  }

  /** Patients who share a birth date, a telephone number or a similar name, most in common first. */
  async similar(
    person: Omit<Searchable, 'clinicNumber'>,
    limit: number,
    except: string | undefined,
  ): Promise<string[]> {
    const names = new Set(nameFields({ ...person, clinicNumber: '' }).flatMap(nameTokens))
    const phone = phoneKey(person.phone)
    const near = await this.nearExpression([...names].join(' '), 'any')
    const rows = await this.db.read((tx) =>
      tx.all(
        `SELECT patient_id, names, born_on, phone FROM entry
         WHERE born_on = ?1 OR (?2 <> '' AND phone = ?2)
           OR rowid IN (SELECT rowid FROM fts WHERE fts MATCH ?3 LIMIT 500)`,
        [person.bornOn, phone, near ?? '""'],
      ),
    )
    return rows
      .map((row) => ({
        patientId: text(row, 'patient_id'),
        score: likeness(row, names, person.bornOn, phone),
      }))
      .filter(({ patientId, score }) => patientId !== except && score >= 3)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ patientId }) => patientId)
  }

  /** Every row of the index, packed as small as FTS5 can. */
  async dump(): Promise<TableRows[]> {
    await this.db.transaction((tx) => tx.run("INSERT INTO fts (fts) VALUES ('optimize')"))
    return this.db.read(async (tx) => {
      const tables: TableRows[] = []
      for (const [table, columns] of Object.entries(INDEX_TABLES)) {
        const cells = Object.entries(columns).map(([name, type]) => (type === 'blob' ? `hex(${name})` : name))
        for (let from = 0; ; from += ROWS_PER_CHUNK) {
          const row = await tx.get(
            `SELECT count(*) AS n, json_group_array(json_array(${cells.join(', ')})) AS json
             FROM (SELECT ${Object.keys(columns).join(', ')} FROM ${table} LIMIT ? OFFSET ?)`,
            [ROWS_PER_CHUNK, from],
          )
          if (row === undefined || integer(row, 'n') === 0) break
          tables.push({ table, json: text(row, 'json') })
        }
      }
      return tables
    })
  }

  /** Takes over dumped rows in place of its own. */
  async restore(tables: readonly TableRows[]): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.exec('DROP INDEX entry_by_patient')
      for (const table of Object.keys(INDEX_TABLES)) await tx.exec(`DELETE FROM ${table}`)
      for (const { table, json } of tables) {
        const columns = Object.entries(INDEX_TABLES[table] ?? {})
        if (columns.length === 0) throw new Error('A snapshot names an unknown table')
        const cells = columns.map(([, type], at) =>
          type === 'blob' ? `unhex(value ->> ${at})` : `value ->> ${at}`,
        )
        const names = columns.map(([name]) => name).join(', ')
        await tx.run(`INSERT INTO ${table} (${names}) SELECT ${cells.join(', ')} FROM jsonb_each(?)`, [json])
      }
      await tx.exec(PATIENT_INDEX_SQL)
    })
    const row = await this.db.read((tx) => tx.get('SELECT coalesce(max(rowid), 0) + 1 AS n FROM entry'))
    this.nextRow = row === undefined ? 1 : integer(row, 'n')
    this.vocabulary = undefined
  }

  close(): Promise<void> {
    return this.db.close()
  }

  private row(person: IndexedPatient): { entry: SqlValue[]; words: SqlValue[] } {
    const rowid = this.nextRow
    this.nextRow += 1
    const names = [...new Set(nameFields(person).flatMap(nameTokens))]
    if (this.vocabulary !== undefined) for (const name of names) this.vocabulary.set(name, letterMask(name))
    const words = [
      ...names,
      ...numberTokens(person.clinicNumber),
      ...phoneTokens(person.phone),
      ...birthTokens(person.bornOn),
    ]
    const sort = normalise(`${person.family} ${person.given}`).replace(/\s+/g, ' ').trim()
    return {
      entry: [rowid, person.patientId, sort, names.join(' '), person.bornOn, phoneKey(person.phone)],
      words: [rowid, words.join(' ')],
    }
  }

  private async deleteRows(tx: Writer, patientIds: readonly string[]): Promise<void> {
    const ids = JSON.stringify(patientIds)
    const which = 'SELECT rowid FROM entry WHERE patient_id IN (SELECT value FROM json_each(?))'
    await tx.run(`DELETE FROM fts WHERE rowid IN (${which})`, [ids])
    await tx.run('DELETE FROM entry WHERE patient_id IN (SELECT value FROM json_each(?))', [ids])
  }

  /** One row with all ids in it: a row per patient would cost more to hand over than to find. */
  private async match(expression: string, limit: number): Promise<{ patientIds: string[]; total: number }> {
    const row = await this.db.read((tx) =>
      tx.get(
        `SELECT (SELECT count(*) FROM fts WHERE fts MATCH ?1) AS total,
           (SELECT group_concat(id, ' ') FROM (
             SELECT e.patient_id AS id
             FROM (SELECT rowid AS n FROM fts WHERE fts MATCH ?1 LIMIT ?2) near CROSS JOIN entry e ON e.rowid = near.n
             ORDER BY e.sort, e.rowid LIMIT ?3)) AS ids`,
        [expression, Math.max(SORTED_HITS, limit), limit],
      ),
    )
    const ids = row === undefined ? null : textOrNull(row, 'ids')
    if (row === undefined || ids === null) return { patientIds: [], total: 0 }
    return { patientIds: ids.split(' '), total: integer(row, 'total') }
  }

  /** The query with each name word widened to the names a typo or two away; undefined when nothing is near. */
  private async nearExpression(query: string, wanted: 'all' | 'any' = 'all'): Promise<string | undefined> {
    const names = await this.names()
    let widened = wanted === 'any'
    const conditions = queryTokens(query).map((word) => {
      const near = /\d/.test(word) ? [] : nearest(word, names)
      if (near.length > 0) widened = true
      return [word, ...near]
    })
    if (!widened || conditions.length === 0) return undefined
    return wanted === 'any' ? alternativesExpression([conditions.flat()]) : alternativesExpression(conditions)
  }

  private async names(): Promise<ReadonlyMap<string, number>> {
    if (this.vocabulary === undefined) {
      const rows = await this.db.read((tx) => tx.all('SELECT DISTINCT names FROM entry'))
      const names = rows.flatMap((row) => text(row, 'names').split(' '))
      this.vocabulary = new Map(names.map((name) => [name, letterMask(name)]))
    }
    return this.vocabulary
  }
}

/** Names within the forgiven distance of a word, nearest first. */
function nearest(word: string, names: ReadonlyMap<string, number>): string[] {
  const limit = forgiven(word.length)
  if (limit === 0) return []
  const found: { name: string; distance: number }[] = []
  const mask = letterMask(word)
  for (const [name, other] of names) {
    if (tooDifferent(mask, other, limit)) continue
    const distance = editDistance(word, name, limit)
    if (distance > 0 && distance <= limit) found.push({ name, distance })
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, ALTERNATIVES)
    .map(({ name }) => name)
}

/** Points of likeness: a birth date or a telephone number two, a name word two, a near name word one. */
function likeness(row: Row, names: ReadonlySet<string>, bornOn: string, phone: string): number {
  const theirs = text(row, 'names').split(' ')
  let score =
    (text(row, 'born_on') === bornOn ? 2 : 0) + (phone !== '' && text(row, 'phone') === phone ? 2 : 0)
  for (const name of names) {
    if (theirs.includes(name)) score += 2
    else if (
      theirs.some((other) => editDistance(name, other, forgiven(name.length)) <= forgiven(name.length))
    ) {
      score += 1
    }
  }
  return score
}

async function insertRows(
  tx: Writer,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const one = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const part = rows.slice(from, from + ROWS_PER_INSERT)
    const values = part.map(() => one).join(', ')
    await tx.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}`, part.flat())
  }
}
