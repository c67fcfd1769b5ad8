import { firstVoi, paint, sizeOf, type Picture } from './picture'

/** What the store takes beside a picture. */
const MAX_BYTES = 100_000
const LONG_SIDE = 256

const png = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((done) => {
    canvas.toBlob(done, 'image/png')
  })

/** A PNG of at most 100 KB of the first frame, or nothing where there is none to see. */
export const drawThumbnail = async (picture: Picture): Promise<Uint8Array<ArrayBuffer> | undefined> => {
  if (picture.is === 'none') return undefined
  const whole = document.createElement('canvas')
  paint(whole, picture, firstVoi(picture), false)
  const { width, height, aspect } = sizeOf(picture)
  const small = document.createElement('canvas')
  for (let side = LONG_SIDE; side >= 32; side = Math.floor(side * 0.75)) {
    const scale = Math.min(1, side / Math.max(width, height * aspect))
    small.width = Math.max(1, Math.round(width * scale))
    small.height = Math.max(1, Math.round(height * aspect * scale))
    const context = small.getContext('2d')
    if (context === null) return undefined
    context.imageSmoothingQuality = 'high'
    context.drawImage(whole, 0, 0, small.width, small.height)
    const blob = await png(small)
    if (blob !== null && blob.size <= MAX_BYTES) return new Uint8Array(await blob.arrayBuffer())
  }
  return undefined
}
