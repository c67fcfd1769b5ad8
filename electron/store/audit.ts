import { blob, integer, text, type Row } from './connection'
import type { Core, Run, Work } from './core'
import { answered } from './failures'
import { revisionOpens } from './health/rows'
import { Source } from './health/source'
import { TrailWalk } from './health/trail'
import { tagOf } from './sealing'
import type { AuditLog } from './types'

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

export const auditLog = (core: Core): AuditLog => ({
  ...auditAppend(core.write),
  list: (limit) =>
    core.read(async (db) => {
      // One more than asked: a row opens only with the tag of the one before it.
      const rows = await db.all('SELECT seq, at, sealed FROM audit ORDER BY seq DESC LIMIT ?', [limit + 1])
      return rows.slice(0, limit).map((row, index) => {
        const entry = core.chain.tryOpen(row, tagText(rows[index + 1]))
        const { what, by, device, patientId, docId, detail, happenedAt } = entry ?? {
          what: UNREADABLE,
          by: null,
        }
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
      })
    }),
  verify: () =>
    answered(async () => {
      core.mustBeOpen()
      const options = { signal: new AbortController().signal, restMs: 0 }
      const { entries, findings, firstBad } = await Source.reading(core.dataFolder, options, (source) =>
        new TrailWalk(core.chain, revisionOpens(core)).run(source),
      )
      return { intact: findings.length === 0, entries, ...(firstBad === undefined ? {} : { firstBad }) }
    }),
})
