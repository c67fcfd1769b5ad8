const TABBABLE =
  'input:not([disabled]), textarea:not([disabled]), select:not([disabled]), button:not([disabled]):not([tabindex="-1"]), [tabindex="0"]'

const rowsOf = (near: Element): HTMLElement[] => [
  ...(near.closest('[data-rows]') ?? document).querySelectorAll<HTMLElement>('[data-path]'),
]

const enter = (row: HTMLElement): boolean => {
  const control = row.matches(TABBABLE) ? row : row.querySelector<HTMLElement>(TABBABLE)
  control?.focus()
  return control !== null
}

/** Puts the focus into the row or control marked `data-path`; false when it is not on screen. */
export const focusField = (path: string): boolean => {
  const row = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`)
  if (row === null || !enter(row)) return false
  row.scrollIntoView({ block: 'nearest' })
  return true
}

/** Moves from the row around `from` to the next one with a control (Enter). False at the end. */
export const focusNextField = (from: Element): boolean => {
  const rows = rowsOf(from)
  // A second field of a row lies inside it: the innermost is where the cursor stands.
  const here = rows.findLastIndex((row) => row.contains(from))
  return rows.slice(here + 1).some(enter)
}

/** The `data-path` of the first row that stands open. */
export const firstPath = (): string | undefined =>
  document.querySelector<HTMLElement>('[data-rows] [data-path]')?.dataset['path']

/** The `data-path` of the row that holds the focus. */
export const focusedPath = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-path]')?.dataset['path']
