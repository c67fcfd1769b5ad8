import { z } from 'zod'
import { finding, type FindingCode } from '@shared/records/health'
import { instant } from '@shared/records/values'
import { integer } from '../connection'
import type { Core } from '../core'
import { isDamage, isMissing } from '../failures'
import { imageFile } from '../files'
import { readImageRow, type ImageRow } from '../image-rows'
import { openSealedFile } from '../images'
import { findingOf } from './findings'
import { imageSubject, LIVE, revisionOpens } from './rows'
import type { Source } from './source'
import { subjectOf } from './trail'

const REVISIONS = 50

/** How far a pass has come; kept sealed, so that it goes on after a lock or a restart. */
export const passState = z.object({
  startedAt: instant,
  /** Number of the last revision opened, then the id of the last image. */
  seq: z.int(),
  imageId: z.string(),
  counted: z.int().nonnegative(),
  findings: z.array(finding),
})
export type PassState = z.infer<typeof passState>

export const newPass = (startedAt: string): PassState => ({
  startedAt,
  seq: 0,
  imageId: '',
  counted: 0,
  findings: [],
})

/**
 * Opens every revision and every piece of every image file once, slowly. Thumbnails are left out: one that does not
 * open is drawn anew from its picture.
 * @param keep told how far it is, after each step
 */
export async function runPass(
  core: Core,
  source: Source,
  from: PassState,
  keep: (state: PassState) => Promise<void>,
): Promise<PassState> {
  const state = { ...from, findings: [...from.findings] }
  const goOn = async (): Promise<void> => {
    await keep({ ...state, findings: [...state.findings] })
    await source.rest(state.counted)
  }
  const opens = revisionOpens(core)
  for (let more = true; more;) {
    const rows = await source.step(async (db) => {
      const found = await db.all('SELECT * FROM document_revision WHERE seq > ? ORDER BY seq LIMIT ?', [
        state.seq,
        REVISIONS,
      ])
      for (const row of found) {
        if (!(await opens(db, row))) state.findings.push(findingOf('recordDamaged', subjectOf(row)))
      }
      return found
    })
    state.counted += rows.length
    const last = rows.at(-1)
    if (last !== undefined) state.seq = integer(last, 'seq')
    more = rows.length === REVISIONS
    await goOn()
  }
  for (;;) {
    const row = await source.step((db) =>
      db.get(`SELECT * FROM image i WHERE ${LIVE} AND i.image_id > ? ORDER BY i.image_id LIMIT 1`, [
        state.imageId,
      ]),
    )
    if (row === undefined) return state
    const image = readImageRow(row)
    const wrong = await fileTrouble(core, source, image, state.counted)
    if (wrong !== undefined) state.findings.push(findingOf(wrong, imageSubject(image)))
    state.imageId = image.imageId
    state.counted += 1
    await goOn()
  }
}

/** What is wrong with the file of an image, opened piece by piece. */
async function fileTrouble(
  core: Core,
  source: Source,
  row: ImageRow,
  counted: number,
): Promise<FindingCode | undefined> {
  try {
    const { reader, close } = await openSealedFile(core, imageFile(core.dataFolder, row.imageId), row)
    try {
      await reader.verify(row.fileDigest, () => source.rest(counted))
    } finally {
      await close()
    }
    return undefined
  } catch (error) {
    if (isMissing(error)) return 'imageFileMissing'
    if (isDamage(error)) return 'imageFileDamaged'
    throw error
  }
}
