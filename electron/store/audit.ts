import { blob, integer, text, type Reader, type Row } from './connection'
import type { Core, Run, Work } from './core'
import { answered } from './failures'
import { revisionOpens } from './health/rows'
import { Source } from './health/source'
import { TrailWalk } from './health/trail'
import { ledgerRows } from './erasure/ledger'
import { tagOf } from './sealing'
import type { AuditFound, AuditLog, AuditSearch, StoredAuditEntry } from './types'

export const auditAppend = (run: Run<Work>): Pick<AuditLog, 'append'> => ({
  append: (entry) =>
    run((work) => {
      work.record(entry)
      return Promise.resolve()
    }),
})

/** Stands for a row that does not open: shown as such, never left out. */
const UNREADABLE = 'audit.unreadable'

const tagText = (row: Row | undefined): string =>
  row === undefined ? '' : Buffer.from(tagOf(blob(row, 'sealed'))).toString('hex')

const readEntry = (core: Core, row: Row, before: Row | undefined): StoredAuditEntry => {
  const entry = core.chain.tryOpen(row, tagText(before))
  const { what, by, device, patientId, docId, detail, happenedAt } = entry ?? { what: UNREADABLE, by: null }
  return {
    seq: integer(row, 'seq'),
    at: text(row, 'at'),
    what,
    by,
    ...(device === undefined ? {} : { device }),
    ...(patientId === undefined ? {} : { patientId }),
    ...(docId === undefined ? {} : { docId }),
    ...(detail === undefined ? {} : { detail }),
    ...(happenedAt === undefined ? {} : { happenedAt }),
  }
}

/** Rows read at once, and how long one search may take before it answers what it has. */
const STEP = 1000
const LONGEST_MS = 200

async function searchTrail(core: Core, db: Reader, search: AuditSearch): Promise<AuditFound> {
  const { wanted, limit, from = '', to = '9' } = search
  const ends = await db.get(
    'SELECT min(seq) AS first, max(seq) AS last FROM audit WHERE at >= ? AND at < ?',
    [from, to],
  )
  if (ends === undefined || ends['first'] === null) return { entries: [] }
  const first = integer(ends, 'first')
  let next = Math.min(search.before ?? Infinity, integer(ends, 'last') + 1)
  const started = performance.now()
  const entries: StoredAuditEntry[] = []
  let backTo: string | undefined
  while (next > first && entries.length < limit && performance.now() - started < LONGEST_MS) {
    // One more than looked at: a row opens only with the tag of the one before it.
    const rows = await db.all(
      'SELECT seq, at, sealed FROM audit WHERE seq < ? AND seq >= ? ORDER BY seq DESC LIMIT ?',
      [next, first - 1, STEP + 1],
    )
    for (const [index, row] of rows.slice(0, STEP).entries()) {
      const seq = integer(row, 'seq')
      const at = text(row, 'at')
      if (seq < first || entries.length === limit) break
      next = seq
      backTo = at
      if (at < from || at >= to) continue
      const entry = readEntry(core, row, rows[index + 1])
      if (wanted(entry)) entries.push(entry)
    }
    if (rows.length <= 1) break
  }
  return {
    entries,
    ...(next > first ? { next } : {}),
    ...(backTo === undefined ? {} : { backTo }),
  }
}

export const auditLog = (core: Core): AuditLog => ({
  ...auditAppend(core.write),
  list: (limit) =>
    core.read(async (db) => {
      const rows = await db.all('SELECT seq, at, sealed FROM audit ORDER BY seq DESC LIMIT ?', [limit + 1])
      return rows.slice(0, limit).map((row, index) => readEntry(core, row, rows[index + 1]))
    }),
  search: (search) => core.read((db) => searchTrail(core, db, search)),
  verify: () =>
    answered(async () => {
      core.mustBeOpen()
      const options = { signal: new AbortController().signal, restMs: 0 }
      const ledger = await core.connection.read((db) => ledgerRows(db, core.keys, core.vaultId))
      const { entries, findings, firstBad } = await Source.reading(core.dataFolder, options, (source) =>
        new TrailWalk(core.chain, revisionOpens(core), ledger).run(source),
      )
      return { intact: findings.length === 0, entries, ...(firstBad === undefined ? {} : { firstBad }) }
    }),
})
