import { lettersOf, sizeWordsOf } from '@shared/imaging/measure/words'
import { sizeText } from '@shared/imaging/measure/size'
import { MARK_KINDS, type ImageMark, type ImagePoint } from '@shared/records/mark'
import type { Voi } from '@shared/imaging/voi'
import { paint, sizeOf, type Picture } from '../picture'

/** A picture that leaves the film, on paper or as a file, is drawn at least so wide, so that words on it can be read. */
const LEAST_WIDTH = 1200
const MOST_TIMES = 4

const LIGHT = '#8fe3ff'
const REFUSED = '#ffb3ae'
const DARK = '#050606'

interface Pen {
  readonly context: CanvasRenderingContext2D
  /** Pixels of the canvas that are one of the film. */
  readonly unit: number
  readonly at: (point: ImagePoint) => ImagePoint
}

/** Every line twice, dark under light: seen on any picture. */
const stroke = ({ context, unit }: Pen, colour: string, dashed: boolean, path: () => void): void => {
  for (const [style, width] of [
    [DARK, 4.5],
    [colour, 1.8],
  ] as const) {
    context.beginPath()
    path()
    context.strokeStyle = style
    context.lineWidth = width * unit
    context.lineCap = 'round'
    context.setLineDash(dashed && style !== DARK ? [7 * unit, 5 * unit] : [])
    context.stroke()
  }
}

const shapeOf = (pen: Pen, { kind, points }: ImageMark): (() => void) => {
  const { context, unit } = pen
  const seen = points.map(pen.at)
  const [one = { x: 0, y: 0 }, two = one] = seen
  const line = (from: ImagePoint, to: ImagePoint): void => {
    context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
  }
  const end = ({ x, y }: ImagePoint): void => {
    line({ x: x - 8 * unit, y }, { x: x + 8 * unit, y })
    line({ x, y: y - 8 * unit }, { x, y: y + 8 * unit })
  }
  switch (kind) {
    case 'words':
      return () => undefined
    case 'ring':
    case 'ellipse':
      return () =>
        context.ellipse(
          (one.x + two.x) / 2,
          (one.y + two.y) / 2,
          Math.abs(two.x - one.x) / 2,
          Math.abs(two.y - one.y) / 2,
          0,
          0,
          2 * Math.PI,
        )
    case 'outline':
      return () => seen.forEach((from, at) => line(from, seen[(at + 1) % seen.length] ?? from))
    case 'arrow':
      return () => {
        line(one, two)
        const angle = Math.atan2(two.y - one.y, two.x - one.x)
        for (const wing of [0.45, -0.45])
          line(two, {
            x: two.x - 13 * unit * Math.cos(angle + wing),
            y: two.y - 13 * unit * Math.sin(angle + wing),
          })
      }
    case 'length':
    case 'depth':
    case 'axes':
    case 'ruler':
      return () => {
        for (let at = 0; at + 1 < seen.length; at += 2) line(seen[at] ?? one, seen[at + 1] ?? two)
        seen.forEach(end)
      }
  }
}

const write = ({ context, unit, at }: Pen, mark: ImageMark, words: string, colour: string): void => {
  const [first] = mark.points
  if (words === '' || first === undefined) return
  context.font = `600 ${15 * unit}px 'IBM Plex Sans', sans-serif`
  const width = context.measureText(words).width + 14 * unit
  const { x, y } = at(first)
  const left = Math.max(
    0,
    Math.min(x + (mark.kind === 'words' ? 0 : 12) * unit, context.canvas.width - width),
  )
  const top = Math.max(0, y - 28 * unit)
  context.fillStyle = `${DARK}d0`
  context.fillRect(left, top, width, 23 * unit)
  context.fillStyle = colour
  context.fillText(words, left + 7 * unit, top + 17 * unit)
}

/** The words beside a mark: "A 25.2 × 15.8 mm". */
export const labelOfMark = (mark: ImageMark, letters: Readonly<Record<string, string>>): string => {
  if (mark.kind === 'ruler') return `ruler ${sizeWordsOf(mark)}`
  if (!MARK_KINDS[mark.kind].measures) return mark.text ?? ''
  return `${letters[mark.markId] ?? ''} ${sizeText(mark)}`
}

/**
 * A frame as a picture of its own, with what is drawn over it where that is wanted. The pixels of the file are not
 * changed: this is a new picture of them.
 *
 * @param all every mark of the picture, so that letters are those of the list; `marks` are drawn
 * @param told whether words and letters stand beside them; without, the lines are thick enough for a small picture
 */
export const drawnPicture = (
  picture: Exclude<Picture, { is: 'none' }>,
  look: { readonly voi: Voi | undefined; readonly invert: boolean },
  marks: readonly ImageMark[],
  all: readonly ImageMark[],
  told = true,
): HTMLCanvasElement => {
  const whole = document.createElement('canvas')
  paint(whole, picture, look.voi, look.invert)
  const { width, height, aspect } = sizeOf(picture)
  const times = Math.max(1, Math.min(MOST_TIMES, LEAST_WIDTH / Math.max(1, width)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * times))
  canvas.height = Math.max(1, Math.round(height * aspect * times))
  const context = canvas.getContext('2d')
  if (context === null) return whole
  context.imageSmoothingQuality = 'high'
  context.drawImage(whole, 0, 0, canvas.width, canvas.height)
  const unit = canvas.width / (told ? 720 : 300)
  const pen: Pen = { context, unit, at: ({ x, y }) => ({ x: x * times, y: y * aspect * times }) }
  const letters = lettersOf(all)
  for (const mark of marks) {
    const refused = mark.basis?.by === 'refused'
    const colour = refused ? REFUSED : LIGHT
    stroke(pen, colour, refused, shapeOf(pen, mark))
    context.setLineDash([])
    if (told) write(pen, mark, labelOfMark(mark, letters), colour)
  }
  return canvas
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  new Promise((done) => {
    canvas.toBlob((blob) => {
      if (blob === null) done(undefined)
      else void blob.arrayBuffer().then((bytes) => done(new Uint8Array(bytes)))
    }, 'image/png')
  })
