import type { Block, Run, Sheet } from './sheet'
import { textOf } from './text/fill'

/** A piece ends like a sentence, so that headings and list items are counted as what they are: short sentences. */
const ended = (text: string): string => {
  const trimmed = text.trim()
  return trimmed === '' || /[.?!。？！]$/.test(trimmed) ? trimmed : `${trimmed.replace(/[:;,：；，]$/, '')}.`
}

const said = (runs: readonly Run[]): string => ended(textOf(runs))

/** Items that go on with what the lead began ("Call us if: you have a fever; …") are one long sentence, the stricter count. */
const listProse = (lead: string, items: readonly (readonly Run[])[]): string[] => {
  const texts = items.map((item) => textOf(item).trim())
  return lead.endsWith(':') && texts.every((text) => /^\p{Ll}/u.test(text))
    ? [ended(`${lead} ${texts.join('; ')}`)]
    : [...(lead === '' ? [] : [ended(lead)]), ...texts.map(ended)]
}

const blockProse = (block: Block): string[] => {
  switch (block.is) {
    case 'main':
    case 'paragraph':
      return [said(block.runs)]
    case 'list':
      return listProse(block.lead === undefined ? '' : textOf(block.lead), block.items)
    case 'map':
      return [ended(block.caption)]
    case 'pictures':
      return block.pictures.map((picture) => ended(picture.caption))
    // Whose a picture is stands as its owner words it.
    case 'photos':
      return block.photos.map(({ runs }) => said(runs))
    case 'exercise':
      return [ended(block.title), said(block.runs)]
    case 'chart':
      return [ended(block.caption)]
    case 'action':
      return [ended(block.title), ...block.blocks.flatMap(blockProse)]
    case 'help':
      return [ended(block.title), ...block.groups.flatMap((group) => listProse(group.title, group.items))]
  }
}

/**
 * Everything a sheet says to its reader, in reading order, one string per piece: title, headings, text, lists and captions. Left out is
 * what is looked up and not read: page header and footer, the days of the tick chart, the words on the map.
 */
export const sheetProse = (sheet: Pick<Sheet, 'title' | 'sections'>): string[] =>
  [
    ended(sheet.title),
    ...sheet.sections.flatMap((section) => [
      ...(section.heading === undefined ? [] : [ended(section.heading)]),
      ...section.blocks.flatMap(blockProse),
    ]),
  ].filter((piece) => piece !== '')
