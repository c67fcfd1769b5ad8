import type { Tags } from './header'
import { tableIn } from './tables'
import { greyOf, windowsOf, type Window } from './windows'

/** A VOI table as grey: what is below its first entry is as dark as it, what is beyond its last as light. */
export interface VoiTable {
  readonly curve: 'TABLE'
  /** Rescaled value of the first entry. */
  readonly first: number
  /** Grey 0 to 255 by entry. */
  readonly greys: Uint8Array
  readonly name?: string
}

/** How values become grey: a window, or a table of the file. */
export type Voi = Window | VoiTable

/** Grey 0 to 255 of a rescaled value. */
export const greyBy = (value: number, voi: Voi): number => {
  if (voi.curve !== 'TABLE') return greyOf(value, voi)
  const entry = Math.min(voi.greys.length - 1, Math.max(0, Math.round(value) - voi.first))
  return voi.greys[entry] ?? 0
}

const voiTable = (item: Tags, signed: boolean, big: boolean): VoiTable | undefined => {
  const table = tableIn(item, signed, big)
  if (table === undefined) return undefined
  const most = 2 ** Math.min(16, Math.max(1, table.bits)) - 1
  const name = item.string('x00283003')?.trim() ?? ''
  return {
    curve: 'TABLE',
    first: table.first,
    greys: Uint8Array.from(table.values, (value) => Math.min(255, Math.round((value * 255) / most))),
    ...(name === '' ? {} : { name }),
  }
}

/**
 * Windows and tables as the file offers them, in its order, windows first.
 *
 * @param signed whether rescaled values can be below zero: then the first value of a table is signed
 */
export const voisOf = (tags: Tags, signed: boolean, big: boolean): Voi[] => [
  ...windowsOf(tags),
  ...(tags.elements['x00283010']?.items ?? []).flatMap(({ dataSet }) => {
    const table = dataSet && voiTable(dataSet, signed, big)
    return table === undefined ? [] : [table]
  }),
]
