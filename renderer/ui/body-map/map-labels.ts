import { halfAxes, LANDMARKS, sideAt, sizeLabel, type Side, type View } from '@shared/bodymap'
import { placeLabels, type LabelArea, type LabelPlace, type LabelRequest } from '@shared/bodymap/labels'
import { halfWidthAt, type SkinLine } from '@shared/bodymap/outline'
import { t, type Plain } from '../../language/text'
import type { Layer } from './layers'
import type { MapNodule } from './nodule'

/** A label beside the plate: a nodule's, or the name of something drawn. */
export interface MapLabel extends LabelPlace {
  readonly text: string
  /** Second line of a nodule's label. */
  readonly size?: string | undefined
  readonly tenderness?: number | undefined
  readonly widthPx: number
  readonly heightPx: number
  readonly kind: 'nodule' | 'name'
  readonly selected: boolean
}

interface Naming {
  readonly id: string
  readonly text: Plain
  readonly at: readonly [number, number]
  readonly layer?: Layer
}

/** Names stand on both sides so that neither column fills; all of them can be switched with their layer. */
const NAMES: readonly Naming[] = [
  { id: 'crest', text: 'Iliac crest', at: [-LANDMARKS.crestApex.at[0], LANDMARKS.crestApex.at[1]] },
  { id: 'psis', text: 'PSIS', at: [-LANDMARKS.psis.at[0], 0] },
  { id: 'sacroiliac', text: 'Sacroiliac line', at: [-39, -16], layer: 'sacroiliac' },
  { id: 'triangle', text: 'Multifidus triangle', at: [-28, -15], layer: 'triangle' },
  { id: 'notch', text: 'Sciatic notch', at: [-LANDMARKS.notch.at[0], LANDMARKS.notch.at[1]], layer: 'bones' },
  { id: 'fold', text: 'Gluteal fold', at: [-70, -175], layer: 'folds' },
  { id: 'tuffier', text: 'Tuffier’s line', at: [90, 72], layer: 'tuffier' },
  { id: 'cluneal', text: 'Cluneal point', at: LANDMARKS.cluneal.at, layer: 'crestThirds' },
  { id: 'sacrum', text: 'Sacrum', at: [22, -44], layer: 'bones' },
  { id: 'cleft', text: 'Gluteal cleft', at: [0, -120], layer: 'folds' },
  { id: 'ischium', text: 'Ischium', at: [76, -126], layer: 'bones' },
]

/** Mean width of a glyph of the interface face against its size; labels are measured generously. */
const GLYPH = 0.56
const DISC_PX = 30

export interface LabelOptions {
  readonly view: View
  readonly nodules: readonly MapNodule[]
  readonly layers: readonly Layer[]
  /** Size of the smallest text, px: follows the root font size. */
  readonly textPx: number
  readonly skin: SkinLine
}

/** Requests and texts of everything that is labelled now, placed so that no label covers another. */
export const labelsOf = ({ view, nodules, layers, textPx, skin }: LabelOptions): MapLabel[] => {
  const line = Math.ceil(textPx * 1.25)
  /** Ideographs are as wide as they are high. */
  const wide = (text: string): number =>
    Math.ceil(Array.from(text).reduce((sum, glyph) => sum + (glyph > '\u2e80' ? 1 : GLYPH), 0) * textPx)
  const within = ({ x, y }: { x: number; y: number }): boolean =>
    x >= 0 && x <= view.widthPx && y >= 0 && y <= view.heightPx
  const texts = new Map<string, Omit<MapLabel, keyof LabelPlace | 'widthPx' | 'heightPx'>>()
  const requests: LabelRequest[] = []

  const count = (side: Side): number => nodules.filter(({ at }) => sideAt(at) === side).length
  const freer = count('left') < count('right') ? 'left' : 'right'
  for (const { id, label, at, size, tenderness, selected } of nodules) {
    const { x, y } = view.toDrawing(at)
    if (!within({ x, y })) continue
    const sizeText = size && sizeLabel(size)
    const { rx, ry } = halfAxes(size)
    texts.set(id, { text: label, size: sizeText, tenderness, kind: 'nodule', selected: selected === true })
    requests.push({
      id,
      x,
      y,
      radius: Math.max(4, ((rx + ry) / 2) * view.scale) + (selected ? 5 : 1),
      side: sideAt(at) === 'midline' ? freer : at.xMm < 0 ? 'left' : 'right',
      widthPx: Math.max(wide(label) + (tenderness === undefined ? 0 : DISC_PX), wide(sizeText ?? '')),
      heightPx: sizeText === undefined ? line : 2 * line,
    })
  }

  const named = layers.includes('names') ? NAMES.filter(({ layer }) => !layer || layers.includes(layer)) : []
  for (const { id, text: name, at } of named) {
    const text = t(name)
    const { x, y } = view.toDrawing({ xMm: at[0], yMm: at[1] })
    if (!within({ x, y })) continue
    texts.set(id, { text, kind: 'name', selected: false })
    const side = at[0] < 0 ? 'left' : 'right'
    requests.push({ id, x, y, radius: 0, side, widthPx: wide(text), heightPx: line, optional: true })
  }

  const bodyEdge: LabelArea['bodyEdge'] = (side, top, bottom) => {
    const insets = [top, (top + bottom) / 2, bottom].map((y) => {
      const { yMm } = view.toPoint({ x: 0, y })
      const { x } = view.toDrawing({ xMm: halfWidthAt(skin, yMm) * (side === 'left' ? -1 : 1), yMm })
      return side === 'left' ? x : view.widthPx - x
    })
    return [Math.max(0, ...insets), Math.min(...insets)]
  }
  const area = { widthPx: view.widthPx, top: 2 * line + 8, bottom: view.heightPx - 4, bodyEdge }
  return placeLabels(requests, area).flatMap((place) => {
    const text = texts.get(place.id)
    const request = requests.find(({ id }) => id === place.id)
    return text && request ? [{ ...request, ...place, ...text }] : []
  })
}
