/** One step of the schema. Numbered in tens; never edited once shipped; only adds. */
export interface Migration {
  readonly version: number
  readonly sql: string
}
