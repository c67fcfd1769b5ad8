import type { PrintedPicture } from '@shared/exam/printed-picture'
import { drawnPicture } from '../images/marks/paint-marks'
import { firstVoi, pictureOf } from '../images/picture'
import { openStudy } from '../images/study'

/** A picture ready for paper: its image as a data URL, which no cache and no disk holds, or why there is none. */
export interface DrawnPicture {
  readonly picture: PrintedPicture
  readonly url: string
  /** Width over height of what is drawn. */
  readonly ratio: number
  readonly cannot: string
}

const none = (picture: PrintedPicture, cannot: string): DrawnPicture => ({
  picture,
  url: '',
  ratio: picture.columns / picture.rows,
  cannot,
})

/**
 * Draws a picture of the record with its marks, under the file's own first contrast. Never rejects.
 *
 * @param told whether words stand beside the marks
 */
export const drawPrinted = async (picture: PrintedPicture, told: boolean): Promise<DrawnPicture> => {
  const study = await openStudy({ imageId: picture.imageId })
  if ('cannot' in study) return none(picture, study.cannot)
  const shown = await pictureOf(study, picture.frame)
  study.close()
  if (shown.is === 'none') return none(picture, shown.why)
  const look = { voi: firstVoi(shown), invert: false }
  const canvas = drawnPicture(shown, look, picture.marks, picture.all, told)
  const url = canvas.toDataURL('image/png')
  const image = new Image()
  image.src = url
  await image.decode().catch(() => undefined)
  return { picture, url, ratio: canvas.width / canvas.height, cannot: '' }
}
