import type { Shading } from '../exam/answer'
import { against, type Polygon, type Vertex } from './geometry'
import { onBody } from './outline'
import { FRAME_MM, MAP_VERSION, sideAt, type Place, type Side } from './point'
import { between, lineInFrame } from './strokes'
import { DRAWN_ZONES, EDITIONS, zoneAt, zonesOf, ZONES, type MapEditions, type Zone } from './zones'

/*
 * What a person shaded on the map, as an area: strokes of a brush and zones chosen by name, counted on a grid. Strokes
 * that lie over each other count once, and what the brush covers beside the body does not count.
 */

/** Side of a cell of the grid, mm. */
const CELL_MM = 1
const PIECE_MM = 20
const WIDE = (FRAME_MM.right - FRAME_MM.left) / CELL_MM
const TALL = (FRAME_MM.top - FRAME_MM.bottom) / CELL_MM

/** Nothing drawn and no zone named: asked, and it hurts nowhere on the map. */
export const isNowhere = ({ strokes, zones }: Pick<Shading, 'strokes' | 'zones'>): boolean =>
  strokes.length === 0 && zones.length === 0

const xOf = (cell: number): number => FRAME_MM.left + ((cell % WIDE) + 0.5) * CELL_MM
const yOf = (cell: number): number => FRAME_MM.bottom + (Math.floor(cell / WIDE) + 0.5) * CELL_MM

const column = (xMm: number): number =>
  Math.min(WIDE - 1, Math.max(0, Math.floor((xMm - FRAME_MM.left) / CELL_MM)))
const rowOf = (yMm: number): number =>
  Math.min(TALL - 1, Math.max(0, Math.floor((yMm - FRAME_MM.bottom) / CELL_MM)))

/** Cells whose middle passes, within the box round two corners and as far beyond. */
function coverBox(
  cells: Uint8Array,
  box: readonly [left: number, right: number, low: number, high: number],
  covers: (xMm: number, yMm: number) => boolean,
): void {
  const [left, right, low, high] = [column(box[0]), column(box[1]), rowOf(box[2]), rowOf(box[3])]
  for (let row = low; row <= high; row += 1)
    for (let at = left; at <= right; at += 1) {
      const cell = row * WIDE + at
      if (cells[cell] === 0 && covers(xOf(cell), yOf(cell))) cells[cell] = 1
    }
}

/** The zone of one side as it is drawn: its outline; the midline band belongs to both sides. */
const zoneOutline = (zone: Zone, side: 'left' | 'right', mapVersion = MAP_VERSION): Polygon => {
  const drawn = DRAWN_ZONES.find((one) => one === zone)
  const outline = drawn === undefined ? [] : zonesOf(mapVersion)[drawn]
  return side === 'left' ? outline.map(([x, y]): Vertex => [-x, y]) : outline
}

/** What is true of a cell for good is asked once: 0 not asked yet. */
const bodyCells = new Uint8Array(WIDE * TALL)
const bodyAt = (cell: number): boolean => {
  if (bodyCells[cell] === 0) bodyCells[cell] = onBody({ xMm: xOf(cell), yMm: yOf(cell) }) ? 1 : 2
  return bodyCells[cell] === 1
}
const zoneCells = new Map<number, Uint8Array>()
function zoneOfCell(cell: number, mapVersion: number): Zone {
  const grid = zoneCells.get(mapVersion) ?? new Uint8Array(WIDE * TALL)
  zoneCells.set(mapVersion, grid)
  if (grid[cell] === 0) grid[cell] = 1 + ZONES.indexOf(zoneAt({ xMm: xOf(cell), yMm: yOf(cell), mapVersion }))
  return ZONES[(grid[cell] ?? 1) - 1] ?? 'other'
}

function coverStroke(cells: Uint8Array, from: Vertex, to: Vertex, radius: number): void {
  // In short pieces, so that a long slanting stretch does not look through all of the box round it.
  const pieces = [...between(from, to, PIECE_MM), to]
  pieces.forEach(([ax, ay], index) => {
    const [bx, by] = pieces[index + 1] ?? [ax, ay]
    const [ux, uy] = [bx - ax, by - ay]
    const [squared, reach] = [ux * ux + uy * uy, radius * radius]
    const box = [
      Math.min(ax, bx) - radius,
      Math.max(ax, bx) + radius,
      Math.min(ay, by) - radius,
      Math.max(ay, by) + radius,
    ] as const
    coverBox(cells, box, (x, y) => {
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * ux + (y - ay) * uy) / squared))
      const [dx, dy] = [x - ax - along * ux, y - ay - along * uy]
      return dx * dx + dy * dy <= reach
    })
  })
}

function countCells({ strokes, zones, mapVersion }: Shading): ReadonlySet<number> {
  const cells = new Uint8Array(WIDE * TALL)
  for (const { line, widthMm } of strokes)
    line.forEach((from, at) => {
      // A lone point is a dab; the last point of a line is the end of its stretch.
      const to = line[at + 1]
      if (to !== undefined || line.length === 1) coverStroke(cells, from, to ?? from, widthMm / 2)
    })
  for (const { zone, side } of zones) {
    const outline = zoneOutline(ZONES.find((one) => one === zone) ?? 'other', side, mapVersion)
    const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)]
    if (outline.length > 0)
      coverBox(
        cells,
        [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)],
        (x, y) => against(outline, x, y) !== 'outside',
      )
  }
  const covered = new Set<number>()
  cells.forEach((is, cell) => {
    if (is === 1 && bodyAt(cell)) covered.add(cell)
  })
  return covered
}

const areaMm2 = (cells: ReadonlySet<number>): number => cells.size * CELL_MM * CELL_MM

/** The four neighbours of a cell; none beyond the left and right edge of the frame. */
const around = (cell: number): readonly number[] => {
  const at = cell % WIDE
  return [cell - WIDE, cell + WIDE, ...(at > 0 ? [cell - 1] : []), ...(at < WIDE - 1 ? [cell + 1] : [])]
}

/** Cells that touch each other, as one area. */
class Area {
  readonly cells: ReadonlySet<number>
  /** Distances are measured to its edge. */
  readonly #edge: readonly number[]

  constructor(cells: ReadonlySet<number>) {
    this.cells = cells
    this.#edge = [...cells].filter((cell) => around(cell).some((next) => !cells.has(next)))
  }

  /** mm; 0 within. */
  distanceMm({ xMm, yMm }: Place): number {
    if (this.cells.has(rowOf(yMm) * WIDE + column(xMm))) return 0
    let least = Infinity
    for (const cell of this.#edge) {
      // To the edge of the cell, not to its middle.
      const dx = Math.max(0, Math.abs(xOf(cell) - xMm) - CELL_MM / 2)
      const dy = Math.max(0, Math.abs(yOf(cell) - yMm) - CELL_MM / 2)
      least = Math.min(least, dx * dx + dy * dy)
    }
    return Math.sqrt(least)
  }
}

function partsOf(cells: ReadonlySet<number>): readonly Area[] {
  const left = new Set(cells)
  const parts: Area[] = []
  for (const start of left) {
    const part = new Set<number>()
    const open = [start]
    for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
      if (!left.delete(cell)) continue
      part.add(cell)
      open.push(...around(cell))
    }
    parts.push(new Area(part))
  }
  return parts.toSorted((a, b) => b.cells.size - a.cells.size)
}

interface Counted {
  readonly whole: Area
  readonly places: readonly ShadedPlace[]
  readonly patches: readonly ShadedPatch[]
}
/** Note, map, words and register ask for the same few shadings with every change of the visit. */
const MOST_KNOWN = 12
const known = new Map<string, Counted>()
function counted(shading: Shading): Counted {
  const key = JSON.stringify([shading.strokes, shading.zones, shading.mapVersion])
  const found = known.get(key)
  if (found !== undefined) return found
  const cells = countCells(shading)
  const made = {
    whole: new Area(cells),
    places: placesOf(cells, shading.mapVersion),
    patches: partsOf(cells)
      .filter((part) => areaMm2(part.cells) >= LEAST_PATCH_MM2)
      .map((part) => ({
        areaMm2: areaMm2(part.cells),
        places: placesOf(part.cells, shading.mapVersion),
        distanceMm: (place: Place) => part.distanceMm(place),
      })),
  }
  const [oldest] = known.keys()
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  known.set(key, made)
  return made
}
const cellsOf = (shading: Shading): ReadonlySet<number> => counted(shading).whole.cells

/** Area on the map, mm². */
export const shadedAreaMm2 = (shading: Shading): number => areaMm2(cellsOf(shading))

/** One named part of a shading. */
export interface ShadedPlace {
  readonly side: Side
  readonly zone: Zone
  readonly areaMm2: number
}

/**
 * Areas by side and zone, the largest first. The midline is named where most of a zone's part lies in its band; else
 * what lies there goes with the side it is on.
 */
function placesOf(cells: Iterable<number>, mapVersion: number): readonly ShadedPlace[] {
  const byZone = new Map<Zone, { left: number; right: number; midLeft: number; midRight: number }>()
  for (const cell of cells) {
    const xMm = xOf(cell)
    const zone = zoneOfCell(cell, mapVersion)
    const sums = byZone.get(zone) ?? { left: 0, right: 0, midLeft: 0, midRight: 0 }
    const side = sideAt({ xMm })
    sums[side === 'midline' ? (xMm < 0 ? 'midLeft' : 'midRight') : side] += CELL_MM * CELL_MM
    byZone.set(zone, sums)
  }
  return [...byZone]
    .flatMap(([zone, { left, right, midLeft, midRight }]): ShadedPlace[] => {
      const central = midLeft + midRight > left + right
      return [
        { side: 'left' as const, zone, areaMm2: left + (central ? 0 : midLeft) },
        { side: 'midline' as const, zone, areaMm2: central ? midLeft + midRight : 0 },
        { side: 'right' as const, zone, areaMm2: right + (central ? 0 : midRight) },
      ]
    })
    .filter((place) => place.areaMm2 > 0)
    .sort((a, b) => b.areaMm2 - a.areaMm2)
}

/** What is shaded by side and zone, the largest part first. */
export const shadedPlaces = (shading: Shading): readonly ShadedPlace[] => counted(shading).places

/** Parts that do not touch, the largest first; smaller ones than this are a slip of the brush, mm². */
const LEAST_PATCH_MM2 = 40

/** One part of a shading that touches no other. */
export interface ShadedPatch {
  readonly areaMm2: number
  readonly places: readonly ShadedPlace[]
  /** Distance from a place of the same edition to the nearest shaded cell of the patch, mm; 0 within. */
  readonly distanceMm: (place: Place) => number
}

/** The parts of a shading that do not touch each other, the largest first. */
export const shadedPatches = (shading: Shading): readonly ShadedPatch[] => counted(shading).patches

/** Distance from a place of the same edition to the shading, mm; 0 within it, infinite where nothing is shaded. */
export const distanceToShading = (shading: Shading, place: Place): number =>
  counted(shading).whole.distanceMm(place)

/** Area that two shadings of the same edition have in common, mm². */
export function sharedAreaMm2(one: Shading, other: Shading): number {
  const cells = cellsOf(other)
  return areaMm2(new Set([...cellsOf(one)].filter((cell) => cells.has(cell))))
}

/** A shading as it is drawn on an edition: brush strokes, and the outlines of whole zones, in mm of that frame. */
export interface DrawnShading {
  readonly strokes: readonly { readonly widthMm: number; readonly line: readonly Vertex[] }[]
  readonly zones: readonly Polygon[]
}

/** Where the anatomy of a shading lies on a drawing: its own lines where the edition is the same. */
export function shadingInFrame(
  { strokes, zones, mapVersion }: Shading,
  version: number,
  editions: MapEditions = EDITIONS,
): DrawnShading {
  return {
    strokes: strokes.map(({ widthMm, line }) => ({
      widthMm,
      line: lineInFrame({ line, mapVersion, closed: false }, version, editions),
    })),
    zones: zones.flatMap(({ zone, side }) => {
      const drawn = DRAWN_ZONES.find((one) => one === zone)
      if (drawn === undefined) return []
      const outline = zonesOf(version, editions)[drawn]
      return [side === 'left' ? outline.map(([x, y]): Vertex => [-x, y]) : outline]
    }),
  }
}

const PART_WORDS = 6
/** A part smaller than this share of the whole is not named. */
const LEAST_SHARE = 0.1

/** The places of a shading that are worth a name, the largest first. */
export function namedPlaces(places: readonly ShadedPlace[]): readonly ShadedPlace[] {
  const whole = places.reduce((sum, place) => sum + place.areaMm2, 0)
  return places.filter((place) => place.areaMm2 >= whole * LEAST_SHARE).slice(0, PART_WORDS)
}
/** The label of a zone where no other word stands around it. */
export const ELSEWHERE = 'outside the named zones'

export const AREA_TEXTS = { small: 'less than 1 cm²', about: 'about {n} cm²' } as const
/** "about 32 cm²", as a text with its place; of a hand-drawn area on a map no more than that is known. */
export const areaPart = (
  mm2: number,
): { readonly text: string; readonly slots: Readonly<Record<string, string>> } =>
  mm2 < 100
    ? { text: AREA_TEXTS.small, slots: {} }
    : { text: AREA_TEXTS.about, slots: { n: String(Math.round(mm2 / 100)) } }

/** How far apart the lines of a printed hatching are, mm on the patient. */
const HATCH_MM = 6

/**
 * A shading as slanting lines, for paper: black on white, nothing filled, and no line twice where strokes lie over each
 * other. Ends in mm of the shading's own edition.
 */
export function hatchLines(shading: Shading): readonly (readonly [Vertex, Vertex])[] {
  const cells = cellsOf(shading)
  const lines: (readonly [Vertex, Vertex])[] = []
  for (let start = -TALL; start < WIDE; start += HATCH_MM) {
    let from: Vertex | undefined
    let to: Vertex = [0, 0]
    for (let row = 0; row <= TALL; row += 1) {
      const at = start + row
      const cell = row * WIDE + at
      if (row < TALL && at >= 0 && at < WIDE && cells.has(cell)) {
        to = [xOf(cell), yOf(cell)]
        from ??= to
      } else if (from !== undefined) {
        lines.push([from, to])
        from = undefined
      }
    }
  }
  return lines
}
