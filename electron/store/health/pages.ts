import type { Finding } from '@shared/records/health'
import { integer, text, type Reader } from '../connection'
import { isDamage } from '../failures'
import { findingOf } from './findings'
import type { Source } from './source'

/** More than this many complaints of SQLite nobody counts. */
const COMPLAINTS = 20

/**
 * SQLite's own check. The quick one reads every page and leaves out whether indexes and tables agree.
 * @param db of a vault file, or of a copy of one
 */
export async function checkPages(
  db: Reader,
  how: 'quick_check' | 'integrity_check',
): Promise<{ pages: number; findings: Finding[] }> {
  const found = await db.get('PRAGMA page_count')
  const pages = found === undefined ? 0 : integer(found, 'page_count')
  try {
    const rows = await db.all(`PRAGMA ${how}(${COMPLAINTS})`)
    const complaints = rows.filter((row) => text(row, how) !== 'ok').length
    return { pages, findings: complaints === 0 ? [] : [findingOf('pagesDamaged')] }
  } catch (error) {
    // The check itself stumbles where a page cannot be read at all.
    if (!isDamage(error)) throw error
    return { pages, findings: [findingOf('pagesDamaged')] }
  }
}

export const checkAllPages = (
  source: Source,
  how: 'quick_check' | 'integrity_check',
): Promise<{ pages: number; findings: Finding[] }> => source.step((db) => checkPages(db, how))
