import type { Block, LeafBlock } from '@shared/handout/sheet'

type List = Extract<LeafBlock, { is: 'list' }>

const itemByItem = ({ lead, items }: List): List[] =>
  items.map((item, index) => ({ is: 'list', ...(index === 0 && lead ? { lead } : {}), items: [item] }))

const isList = (leaf: LeafBlock): leaf is List => leaf.is === 'list'

/**
 * A block too tall for a page in the parts that a page end may fall between: a help box group by group with its title
 * over the first, a list item by item. What cannot be parted stays whole.
 */
export const inParts = (block: Block): Block[] => {
  if (block.is === 'list') return itemByItem(block)
  if (block.is === 'action')
    return [
      { ...block, blocks: block.blocks.filter((leaf) => !isList(leaf)) },
      ...block.blocks.filter(isList).flatMap(itemByItem),
    ]
  return block.is === 'help' && block.english === undefined
    ? block.groups.map((group, index) => ({
        is: 'help',
        title: index === 0 ? block.title : '',
        groups: [group],
      }))
    : [block]
}
