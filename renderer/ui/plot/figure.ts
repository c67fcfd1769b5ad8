/* What a figure over time takes, and where its columns stand. Dumb: it knows no field, no visit and no patient. */

/** One column: a day on which something was or could have been recorded. Days stand oldest first. */
export interface FigureDay {
  /** ISO date; decides where the column stands. */
  readonly on: string
  /** As it is printed: "30 Aug". */
  readonly label: string
  /** Today's column is drawn in ink and named as such. */
  readonly now?: boolean
}

/** What one day says in one row. A hole is drawn as a dash and read as its words; no line is drawn across it. */
export type FigureCell =
  | {
      /** Printed beside the mark and in the table: "7", "24 × 16". */
      readonly text: string
      /** Where it stands on the row's scale; left out in a row of words. */
      readonly at?: number
      /** Tenderness 0 to 4, drawn as a disc filled by quarters. */
      readonly disc?: number
    }
  | {
      /** Why there is nothing: "not recorded", "not examined". */
      readonly hole: string
    }

/** One measure over all days. `cells` has one entry per day. */
export interface FigureRow {
  readonly key: string
  /** With its unit or range: "Pain, average of 7 days, 0–10". */
  readonly label: string
  /** A line over a fixed scale, or the words alone. */
  readonly draw: 'line' | 'words'
  /** Lowest and highest value of a line's scale; the same for all figures of a measure, so that they compare. */
  readonly scale?: readonly [number, number]
  readonly cells: readonly FigureCell[]
}

/** Something done on a day: a line through all rows, and its words below. */
export interface FigureMark {
  /** Index of its day. */
  readonly day: number
  readonly text: string
}

export interface Figure {
  readonly days: readonly FigureDay[]
  readonly rows: readonly FigureRow[]
  readonly marks: readonly FigureMark[]
}

/** Room for the widest value ("124 × 116") beside its neighbour, px. */
export const COLUMN_PX = 64
const EDGE_PX = COLUMN_PX / 2

export interface Columns {
  /** Middle of each day's column, px. */
  readonly at: readonly number[]
  /** Width that the columns need; more than what was offered scrolls sideways. */
  readonly width: number
}

const dayNumber = (on: string): number => Date.parse(`${on}T00:00:00Z`) / 86_400_000

/**
 * Columns in proportion to time, and never so near to each other that their values run together: where visits lie
 * close, time gives way. Days have to be in order.
 */
export function columnsOf(days: readonly FigureDay[], offeredPx: number): Columns {
  const width = Math.max(offeredPx, days.length * COLUMN_PX)
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return { at: [], width }
  const span = dayNumber(last.on) - dayNumber(first.on)
  const room = width - 2 * EDGE_PX
  const at = days.map(({ on }) =>
    span === 0 ? EDGE_PX : EDGE_PX + ((dayNumber(on) - dayNumber(first.on)) / span) * room,
  )
  // Rightwards first, then back from the edge: what fits ends inside, and no column passes another.
  for (let i = 1; i < at.length; i++) at[i] = Math.max(at[i] ?? 0, (at[i - 1] ?? 0) + COLUMN_PX)
  at[at.length - 1] = Math.min(at.at(-1) ?? 0, width - EDGE_PX)
  for (let i = at.length - 2; i >= 0; i--) at[i] = Math.min(at[i] ?? 0, (at[i + 1] ?? 0) - COLUMN_PX)
  return { at, width }
}

/** Height of a row, px: its values above, its line below. */
export const ROW_PX = { line: 44, words: 26 } as const
/** Where the text of a value stands, and the band in which its line moves, px from the top of the row. */
const VALUE_PX = 12
const BAND = { top: 19, bottom: 39 } as const

export interface DrawnCell {
  readonly x: number
  readonly text: string
  readonly hole: boolean
  readonly now: boolean
  readonly disc?: number
  /** Middle of its point; none for words and holes. */
  readonly y?: number
}
export interface DrawnRow {
  readonly row: FigureRow
  readonly top: number
  readonly height: number
  readonly valueY: number
  readonly cells: readonly DrawnCell[]
  /** One path per unbroken run of values: a hole breaks the line, because nobody measured there. */
  readonly runs: readonly string[]
}

const onBand = (value: number, [low, high]: readonly [number, number]): number => {
  const share = high === low ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)))
  return BAND.bottom - share * (BAND.bottom - BAND.top)
}

const runsOf = (cells: readonly DrawnCell[]): string[] => {
  const runs: string[][] = [[]]
  for (const { x, y } of cells) {
    if (y === undefined) runs.push([])
    else runs.at(-1)?.push(`${x.toFixed(1)} ${y.toFixed(1)}`)
  }
  return runs.flatMap((run) => (run.length < 2 ? [] : [`M${run.join('L')}`]))
}

/** Every row laid out under the one before it, in px of the drawing; all rows share their columns. */
export function rowsOf({ days, rows }: Figure, columns: Columns, top: number): readonly DrawnRow[] {
  let next = top
  return rows.map((row) => {
    const from = next
    const height = ROW_PX[row.draw]
    next += height
    const cells = row.cells.map((cell, index): DrawnCell => {
      const here = { x: columns.at[index] ?? 0, now: days[index]?.now === true }
      if ('hole' in cell) return { ...here, text: '–', hole: true }
      const y =
        row.draw === 'line' && row.scale !== undefined && cell.at !== undefined
          ? from + onBand(cell.at, row.scale)
          : undefined
      return {
        ...here,
        text: cell.text,
        hole: false,
        ...(cell.disc !== undefined && { disc: cell.disc }),
        ...(y !== undefined && { y }),
      }
    })
    const valueY = from + (row.draw === 'line' ? VALUE_PX : height / 2 + 5)
    return { row, top: from, height, valueY, cells, runs: runsOf(cells) }
  })
}

/** What a cell says in words. */
export const cellWords = (cell: FigureCell | undefined): string =>
  cell === undefined ? '' : 'hole' in cell ? cell.hole : cell.text
