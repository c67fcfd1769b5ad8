/** Words and slots of one line; see `rich.ts` for what they are and are not. */
export type Inline<S extends string = string> = readonly (
  | { readonly is: 'words'; readonly text: string; readonly bold?: true | undefined }
  | { readonly is: 'slot'; readonly slot: S; readonly bold?: true | undefined }
)[]
export type Rich<S extends string = string> = readonly (
  | { readonly is: 'paragraph'; readonly inline: Inline<S> }
  | { readonly is: 'list'; readonly items: readonly Inline<S>[] }
)[]

/** What the projection of a sheet needs of the clinic's own text. */
export interface OwnSheet {
  /** Beside the edition in the footer: "Zz-Test heat sheet, revision 3". */
  readonly name: string
  /** By id of the unit that they word. */
  readonly units: Readonly<Partial<Record<string, Inline>>>
  readonly passages: readonly { readonly heading: string; readonly blocks: Rich }[]
}
