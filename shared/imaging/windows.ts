import type { Tags } from './header'

/** The curves of PS3.3 C.11.2.1.2 and C.11.2.1.3. */
export type Curve = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID'

/** Which values become black and which white. Centre and width are in rescaled values, without a unit. */
export interface Window {
  readonly center: number
  readonly width: number
  readonly curve: Curve
  /** The file's own name for it, if it gives one. */
  readonly name?: string
}

const CURVES: readonly Curve[] = ['LINEAR_EXACT', 'SIGMOID']

const listOf = (tags: Tags, tag: string): string[] =>
  (tags.string(tag) ?? '').split('\\').map((part) => part.trim())

/** Windows as the file lists them; pairs that mean nothing are left out. */
export const windowsOf = (tags: Tags): Window[] => {
  const curve = CURVES.find((one) => one === tags.string('x00281056')) ?? 'LINEAR'
  const widths = listOf(tags, 'x00281051').map(Number.parseFloat)
  const names = listOf(tags, 'x00281055')
  return listOf(tags, 'x00281050').flatMap((text, at) => {
    const center = Number.parseFloat(text)
    const width = widths[at] ?? 0
    const name = names[at] ?? ''
    if (!Number.isFinite(center) || !Number.isFinite(width) || width <= 0) return []
    return [{ center, width, curve, ...(name === '' ? {} : { name }) }]
  })
}

/** Grey 0 to 255 of a rescaled value. */
export const greyOf = (value: number, window: Window): number => {
  const { center, width, curve } = window
  if (curve === 'SIGMOID') return Math.round(255 / (1 + Math.exp((-4 * (value - center)) / width)))
  // LINEAR counts whole values: centre and width are each one half and one less (C.11.2.1.2.1).
  const [middle, span] = curve === 'LINEAR' ? [center - 0.5, width - 1] : [center, width]
  if (value <= middle - span / 2) return 0
  if (value > middle + span / 2) return 255
  return Math.round(((value - middle) / span + 0.5) * 255)
}

/** The window that makes `low` black and `high` white. */
export const spanning = (low: number, high: number): Window => ({
  center: (low + high + 1) / 2,
  width: Math.max(1, high - low + 1),
  curve: 'LINEAR',
})
