import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

interface Node {
  readonly role?: string
  readonly alt?: string
  readonly lang?: string
  readonly children?: readonly Node[]
}

const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)]
const roles = (node: Node): string[] => (node.children ?? []).flatMap((child) => child.role ?? [])
/** What stands in it, past elements that only group. */
const inside = (node: Node): string[] =>
  (node.children ?? []).flatMap((child) => (child.role === 'NonStruct' ? inside(child) : (child.role ?? [])))

const HEADING = /^H([1-6])$/u

/** What is wrong with one list, table or figure. */
const faultOf = (node: Node): string[] => {
  switch (node.role ?? '') {
    case 'L':
      return inside(node).every((role) => role === 'LI' || role === 'Caption')
        ? []
        : ['a list holds something that is no item']
    case 'LI':
      return roles(node).length < 2 ? ['an item of a list is empty'] : []
    case 'Table': {
      const all = flat(node).map(({ role }) => role)
      // Boxes to tick are empty, and what is empty belongs to no page.
      return all.includes('TH') && all.includes('TR') ? [] : ['a table has no headings']
    }
    case 'Figure': {
      const drawn = !flat(node)
        .slice(1)
        .some(({ role }) => role === 'Figure')
      return drawn && (node.alt ?? '').trim() === '' ? ['a picture has no alternative text'] : []
    }
    default:
      return []
  }
}

/** Heading levels in reading order: one first, and none is jumped over on the way down. */
const headingFaults = (levels: readonly number[]): string[] => [
  ...(levels.filter((level) => level === 1).length === 1 ? [] : ['there is not exactly one title']),
  ...(levels[0] === 1 ? [] : ['the first heading is not the title']),
  ...levels.flatMap((level, at) =>
    level > (levels[at - 1] ?? 0) + 1 ? [`heading ${String(at + 1)} skips a level`] : [],
  ),
]

/** What the structure of a tagged PDF lacks for a reader without eyes; empty where nothing does. */
export const tagFaults = async (bytes: Uint8Array): Promise<string[]> => {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise
  const nodes: Node[] = []
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number)
    const tree = (await page.getStructTree()) as Node | null
    if (tree !== null) nodes.push(...flat(tree))
  }
  const outline = (await pdf.getOutline()) as readonly unknown[] | null
  const marked = await pdf.getMarkInfo()
  await pdf.destroy()
  const levels = nodes.flatMap(({ role = '' }) => Number(HEADING.exec(role)?.[1] ?? 0) || [])
  return [
    ...(marked?.Marked === true ? [] : ['the file is not tagged']),
    ...(outline === null || outline.length === 0 ? ['there are no bookmarks'] : []),
    ...headingFaults(levels),
    ...new Set(nodes.flatMap(faultOf)),
  ]
}
