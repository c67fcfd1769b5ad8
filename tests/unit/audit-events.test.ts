import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  AUDIT_EVENTS,
  AUDIT_KIND_LABELS,
  AUDIT_KINDS,
  isAuditEvent,
  type AuditEvent,
} from '@shared/records/audit'
import { detailWords } from '@shared/records/audit-row'
import { FINDINGS } from '@shared/records/health'
import { root } from '../root'

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))

describe('what is written down', () => {
  it('is written by somebody: every event of the list', () => {
    const main = sourcesUnder('electron').join('\n')
    const unwritten = (Object.keys(AUDIT_EVENTS) as AuditEvent[]).filter(
      (event) => !main.includes(`'${event}'`),
    )
    expect(unwritten).toEqual([])
  })

  it('has words of its own for every event, and every kind has events', () => {
    const words = Object.values(AUDIT_EVENTS).map((event) => event.words)
    expect(new Set(words).size).toBe(words.length)
    for (const word of words) expect(word).toMatch(/^[A-Z][^.!]+$/u)
    for (const kind of AUDIT_KINDS) {
      expect(AUDIT_KIND_LABELS[kind]).not.toBe('')
      expect(Object.values(AUDIT_EVENTS).some((event) => event.kind === kind)).toBe(true)
    }
  })

  it('says every alarm and every check in words', () => {
    const alarms = Object.entries(FINDINGS).filter(([, { level }]) => level === 'alarm')
    for (const [code] of alarms) expect(detailWords('integrity.alarm', code), code).toMatch(/ /u)
    expect(detailWords('integrity.checked', 'whole 51')).toBe('the whole file, 51 pages')
    expect(detailWords('integrity.checked', 'records 12')).toBe('every record and picture, 12')
    expect(detailWords('exam.amended', 'addendum 2')).toBe('addendum, revision 2')
    expect(detailWords('exam.recovered', '1')).toBe('1 answer')
    expect(detailWords('exam.discarded', '0')).toBe('0 pictures')
  })

  it('knows its own events only', () => {
    expect(isAuditEvent('exam.signed')).toBe(true)
    for (const other of ['exam.saved', 'toString', '']) expect(isAuditEvent(other)).toBe(false)
  })
})
