import type { ExamBody } from '../../records/exam'
import type { Unanswered } from '../answer'
import type { Cell, Column } from '../codec'
import { codecOf, schemaOf } from '../codecs'
import type { ExamContext } from '../context'
import { GROUPS, PLACES, type GroupId, type Place } from '../definition'
import type { Field } from '../field-kinds'
import { slotOf, type HandoutSlot } from '../slots'
import { viewOf } from '../validate'
import type { ExamView } from '../view'
import { stateWords } from './phrases'

/** One table per exam, and one per repeated group. */
export type TableId = 'exam' | GroupId

/** A column of the register and what it means. */
export interface DictionaryColumn extends Column {
  readonly table: TableId
  /** What stands in the cell when the fact is that nothing was found out. */
  readonly states: readonly { readonly state: string; readonly label: string }[]
  readonly since: number
  readonly retired?: number
  readonly source?: string
  /** The slot of the patient's sheet that it fills, if any. */
  readonly handoutSlot?: HandoutSlot
}

/** Snake case of the permanent field id. */
export const columnName = (field: Field): string =>
  field.id
    .replace('.', '_')
    .replace(/([A-Z])/g, '_$1')
    .toLowerCase()

const tableOf = (place: Place): TableId => place.group ?? 'exam'

/** What every column of every table means: the data dictionary of an export. */
export const DICTIONARY: readonly DictionaryColumn[] = PLACES.flatMap((place) => {
  const slot = slotOf(place.field.id)
  return codecOf(place.field)
    .columns(place.field, columnName(place.field))
    .map((column) => ({
      table: tableOf(place),
      ...column,
      states: place.field.unanswered.map((state) => ({ state, label: stateWords(place.field, state) })),
      since: place.field.since,
      ...(place.field.retired !== undefined && { retired: place.field.retired }),
      ...(place.field.source !== undefined && { source: place.field.source }),
      ...(slot && { handoutSlot: slot }),
    }))
})

/** One row: cells by column name. A cell that is not there was not answered; a state stands in brackets. */
export type ReportRow = Readonly<Record<string, Cell>>

/** The three facts in a cell: `[notExamined]`, which no code can be. */
export const stateCell = (state: Unanswered): string => `[${state}]`

function rowOf(places: readonly Place[], view: ExamView, entryId?: string): ReportRow {
  const cells = places.flatMap((place): [string, Cell][] => {
    const { answer } = view.at(place, entryId)
    if (!answer) return []
    const codec = codecOf(place.field)
    const columns = codec.columns(place.field, columnName(place.field))
    if (answer.is !== 'value') return columns.map(({ name }) => [name, stateCell(answer.is)])
    const values = codec.cells(place.field, schemaOf(place.field).parse(answer.value))
    return columns.flatMap(({ name }, index): [string, Cell][] => {
      const value = values[index]
      return value === undefined ? [] : [[name, value]]
    })
  })
  return Object.fromEntries(cells)
}

/** Rows of one exam: one in `exam`, one per entry in each group's table. */
export function reportRows(body: ExamBody, context: ExamContext): Record<TableId, readonly ReportRow[]> {
  const view = viewOf(body, context)
  const single = PLACES.filter((place) => place.group === undefined)
  const groups = GROUPS.map(({ group }): [TableId, readonly ReportRow[]] => [
    group,
    view.entries(group).flatMap(({ entryId }) => {
      const places = PLACES.filter((place) => place.group === group)
      const cells = rowOf(places, view, entryId)
      // An entry on which nothing was said (the card of a known nodule) is no row: it would be counted as one found.
      return Object.keys(cells).length === 0 ? [] : [{ entry_id: entryId, ...cells }]
    }),
  ])
  return Object.fromEntries([['exam', [rowOf(single, view)]], ...groups]) as Record<
    TableId,
    readonly ReportRow[]
  >
}
