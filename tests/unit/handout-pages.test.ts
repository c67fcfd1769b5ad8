import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BRIEFEST } from '@shared/handout/brevity'
import { projectFacts } from '@shared/handout/project'
import { chunksOf, floats } from '../../renderer/print/chunks'
import { capsulePath, at, middleJoint } from '../../renderer/print/drawings/figure'
import { DRAWINGS } from '../../renderer/print/drawings/poses'
import { notePieces } from '../../renderer/print/note-pieces'
import { spread } from '../../renderer/print/spread'
import { paginate, type Chunk, type Row } from '../../renderer/print/paginate'
import { FULL, OPEN_GATES, STANDARD_A4, V1 } from '../fixtures/handout-facts'

const chunk: fc.Arbitrary<Chunk> = fc.record({
  height: fc.integer({ min: 1, max: 300 }),
  keep: fc.boolean(),
  floats: fc.boolean(),
  overtaken: fc.boolean(),
  half: fc.boolean(),
  part: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
  tied: fc.boolean(),
})
const ROOM = { first: 200, rest: 250, gap: 4 }
/** Indexes in reading order: down a column, then across. */
const read = (page: readonly Row[]): number[] => page.flat(2)
const heightOf = (page: readonly Row[], chunks: readonly Chunk[]): number => {
  const sum = (heights: number[]): number => heights.reduce((total, height) => total + height, 0)
  const gaps = (column: readonly number[]): number =>
    column.slice(1).filter((index) => chunks[index]!.tied !== true).length * ROOM.gap
  const tall = (column: readonly number[]): number =>
    sum(column.map((index) => chunks[index]!.height)) + gaps(column)
  return sum(page.map((row) => Math.max(...row.map(tall)))) + ROOM.gap * (page.length - 1)
}

describe('paginate', () => {
  it('places every chunk once, whatever their heights', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 30 }), (chunks) => {
        const placed = paginate(chunks, ROOM).flatMap(read)
        expect([...placed].sort((a, b) => a - b)).toEqual(chunks.map((_, index) => index))
      }),
    )
  })

  it('never ends a page with a heading that has something to head', () => {
    fc.assert(
      fc.property(fc.array(chunk, { minLength: 1, maxLength: 30 }), (chunks) => {
        for (const page of paginate(chunks, ROOM)) {
          const last = read(page).at(-1)
          // A first page may hold its head alone.
          if (last === undefined) continue
          expect(chunks[last]!.keep && last < chunks.length - 1).toBe(false)
        }
      }),
    )
  })

  it('overfills a page only with what can stand on no page', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 30 }), (chunks) => {
        const whole = chunks.map((each) => ({ ...each, keep: false }))
        paginate(whole, ROOM).forEach((page, index) => {
          const fits = heightOf(page, whole) <= (index === 0 ? ROOM.first : ROOM.rest)
          expect(read(page).length <= 1 || fits).toBe(true)
        })
      }),
    )
  })

  it('gives the backs of the paper the room that a printed letterhead takes in front', () => {
    const chunks = Array.from({ length: 6 }, () => ({ height: 100 }))
    const pages = paginate(chunks, { first: 100, rest: 150, back: 250, gap: 4 }).map(read)
    expect(pages).toEqual([[0], [1, 2], [3], [4, 5]])
  })

  it('leaves a first page to its head alone, where that has no room for what any other page holds', () => {
    const pages = (first: number, ...heights: number[]) =>
      paginate(
        heights.map((height) => ({ height })),
        { ...ROOM, first },
      ).map(read)
    expect(pages(20, 100, 30)).toEqual([[], [0, 1]])
    expect(pages(20, 300)).toEqual([[0]])
    expect(pages(100, 100, 300, 30)).toEqual([[0], [1], [2]])
  })

  it('lets only what floats pass, and only past what may be overtaken', () => {
    const small = { height: 20 }
    const help = { height: 240, overtaken: true }
    const pages = (...chunks: Chunk[]) => paginate(chunks, ROOM).map(read)
    expect(pages({ height: 100 }, help, small)).toEqual([[0], [1], [2]])
    expect(pages({ height: 100 }, help, { ...small, floats: true })).toEqual([[0, 2], [1]])
    expect(pages({ height: 100 }, { height: 240 }, { ...small, floats: true })).toEqual([[0], [1], [2]])
  })

  it('parts a section at a page end, and lets nothing come between', () => {
    const help = { height: 240, overtaken: true }
    const piece = (height: number): Chunk => ({ height, floats: true, part: 'soon' })
    const pages = (...chunks: Chunk[]) => paginate(chunks, ROOM).map(read)
    // In order, the page end parts it.
    expect(pages({ height: 100 }, piece(60), piece(60))).toEqual([[0, 1], [2]])
    // Past the help box it moves whole or not at all.
    expect(pages({ height: 100 }, help, piece(60), piece(60))).toEqual([[0], [1], [2, 3]])
    expect(pages({ height: 100 }, help, piece(40), piece(40))).toEqual([[0, 2, 3], [1]])
    // What has begun is not overtaken by what could move.
    expect(pages({ height: 100 }, piece(60), piece(60), { height: 20, floats: true })).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('sets halves that follow each other in two columns, in order and as even as they get', () => {
    const half = (height: number): Chunk => ({ height, half: true })
    const [page] = paginate([{ height: 50 }, half(60), half(20), half(30), half(10), { height: 10 }], ROOM)
    expect(page).toEqual([[[0]], [[1], [2, 3, 4]], [[5]]])
    expect(paginate([half(60)], ROOM)).toEqual([[[[0]]]])
  })

  it('parts what is tied at the end of a column, never of a page, and leaves no gap within', () => {
    const item: Chunk = { height: 50, half: true, tied: true }
    const list = (head: number): Chunk[] => [{ height: head, half: true }, item, item, item]
    expect(paginate(list(50), ROOM)).toEqual([
      [
        [
          [0, 1],
          [2, 3],
        ],
      ],
    ])
    // 100 px are left, and two columns of 100 px take them.
    expect(paginate([{ height: 96 }, ...list(50)], ROOM)).toEqual([
      [
        [[0]],
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ])
    // More than a page has room for is parted after all.
    expect(paginate([{ height: 400, half: true }, item], ROOM).map(read)).toEqual([[0], [1]])
    expect(paginate([{ height: 97 }, ...list(50)], ROOM)).toEqual([
      [[[0]]],
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ])
  })
})

describe('chunksOf', () => {
  const sheetOf = (size: 'standard' | 'large', facts = FULL) =>
    projectFacts(facts, { ...STANDARD_A4, size }, OPEN_GATES).sheet
  const texts = (size: 'standard' | 'large'): string => JSON.stringify(chunksOf(sheetOf(size)))

  it.each(['standard', 'large'] as const)('loses nothing in %s print', (size) => {
    const all = texts(size)
    for (const section of sheetOf(size).sections) {
      if (section.heading !== undefined) expect(all).toContain(JSON.stringify(section.heading))
      for (const block of section.blocks)
        if (block.is === 'paragraph') expect(all).toContain(JSON.stringify(block.runs))
    }
  })

  it('moves a section whole or not at all', () => {
    for (const size of ['standard', 'large'] as const) {
      const moving = chunksOf(sheetOf(size)).filter(floats)
      const ids = moving.map((each) => each.section)
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('loses nothing where two columns break between any two blocks', () => {
    const sheet = sheetOf('standard')
    const whole = chunksOf(sheet, BRIEFEST)
    const cut = chunksOf(sheet, BRIEFEST, false, true)
    const blocks = (chunks: typeof whole) =>
      chunks.flatMap((each) =>
        each.is === 'blocks' ? each.blocks.map((block) => [each.section, block]) : [],
      )
    expect(cut.length).toBeGreaterThan(whole.length)
    expect(blocks(cut)).toEqual(blocks(whole))
    const headings = cut.flatMap((each) => (each.is === 'blocks' && each.heading ? [each.heading] : []))
    expect(new Set(headings).size).toBe(headings.length)
  })

  it('parts the two languages of a help box where it may, and loses neither', () => {
    const { sheet } = projectFacts(FULL, { ...STANDARD_A4, language: 'ms' }, OPEN_GATES)
    const boxes = (parted: boolean) =>
      chunksOf(sheet, BRIEFEST, false, true, parted).flatMap((each) =>
        each.is === 'blocks' && each.section === 'help' ? [each] : [],
      )
    expect(boxes(false).map(({ language }) => language)).toEqual([undefined])
    expect(boxes(true).map(({ language }) => language)).toEqual([undefined, 'en'])
    const text = JSON.stringify(boxes(true))
    for (const words of ['Dapatkan bantuan sekarang', 'Get help now', 'darah tidak berhenti', 'bleeding'])
      expect(text).toContain(words)
  })

  it('keeps what a patient needs at every step of shortening', () => {
    for (let brief = 0; brief <= BRIEFEST; brief += 1) {
      const left = chunksOf(sheetOf('standard'), brief)
      const ids = left.map((each) => each.section)
      for (const id of ['main', 'do', 'help', 'soon', 'medicine', 'after', 'next', 'advice'])
        expect(ids).toContain(id)
      const text = JSON.stringify(left)
      for (const words of ['Figure four', 'Sit back', 'Take 1000 mg', 'R1', 'A thin needle'])
        expect(text).toContain(words)
    }
  })

  it('gets shorter with every step', () => {
    const length = (brief: number): number => JSON.stringify(chunksOf(sheetOf('standard'), brief)).length
    for (let brief = 1; brief <= BRIEFEST; brief += 1) expect(length(brief)).toBeLessThan(length(brief - 1))
  })

  it('tells the stretches in words only at the last step', () => {
    const drawn = (brief: number): boolean =>
      chunksOf(sheetOf('standard'), brief).some((each) => each.is === 'exercises')
    expect([drawn(BRIEFEST - 1), drawn(BRIEFEST)]).toEqual([true, false])
  })

  it('sets many exercises three abreast and few two abreast', () => {
    const abreast = (facts: typeof FULL) =>
      chunksOf(sheetOf('standard', facts)).flatMap((each) => (each.is === 'exercises' ? [each.abreast] : []))
    expect(new Set(abreast(FULL))).toEqual(new Set([3]))
    expect(new Set(abreast(V1))).toEqual(new Set([2]))
  })
})

describe('labels beside the map', () => {
  const COLUMN = { top: -112, bottom: 184, apart: 48 }
  it('stand apart and on the drawing, in order, and where they want to where nothing is in the way', () => {
    const wanted = fc.array(fc.integer({ min: -140, max: 190 }), { maxLength: 7 })
    fc.assert(
      fc.property(wanted, (heights) => {
        const placed = spread(
          heights.toSorted((a, b) => a - b),
          COLUMN,
        )
        for (const [at, y] of placed.entries()) {
          expect(y).toBeGreaterThanOrEqual(COLUMN.top)
          expect(y).toBeLessThanOrEqual(COLUMN.bottom)
          if (at > 0) expect(y - placed[at - 1]!).toBeGreaterThanOrEqual(COLUMN.apart)
        }
      }),
    )
    expect(spread([-90, 6, 60], COLUMN)).toEqual([-90, 6, 60])
    expect(spread([0, 4, 6], COLUMN)).toEqual([0, 48, 96])
    expect(spread([170, 180], COLUMN)).toEqual([136, 184])
  })
})

describe('figures', () => {
  it('keep their bones: the middle joint is as far from both ends as the bones are long', () => {
    const within = fc.double({ min: 12, max: 68, noNaN: true })
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true })
    fc.assert(
      fc.property(within, angle, (far, turn) => {
        const end = at(Math.cos(turn) * far, Math.sin(turn) * far)
        const joint = middleJoint(at(0, 0), end, 40, 29, 'left')
        expect(Math.hypot(joint.x, joint.y)).toBeCloseTo(40, 6)
        expect(Math.hypot(joint.x - end.x, joint.y - end.y)).toBeCloseTo(29, 4)
      }),
    )
  })

  it('stay inside their frames and draw only numbers', () => {
    for (const drawing of Object.values(DRAWINGS)) {
      const [x, y, width, height] = drawing.viewBox
      for (const shape of drawing.shapes) {
        const paths = shape.is === 'part' ? shape.capsules.map(capsulePath) : [shape.path]
        for (const path of paths) expect(path).not.toMatch(/NaN|Infinity|undefined/)
        if (shape.is !== 'part') continue
        for (const { from, to, fromRadius, toRadius } of shape.capsules) {
          expect(Math.min(from.x - fromRadius, to.x - toRadius)).toBeGreaterThanOrEqual(x)
          expect(Math.max(from.x + fromRadius, to.x + toRadius)).toBeLessThanOrEqual(x + width)
          expect(Math.min(from.y - fromRadius, to.y - toRadius)).toBeGreaterThanOrEqual(y)
          expect(Math.max(from.y + fromRadius, to.y + toRadius)).toBeLessThanOrEqual(y + height)
        }
      }
    }
  })
})

describe('notePieces', () => {
  it('keeps every word of a long paragraph and its heading once', () => {
    const text = 'Pain 4.5 now, worse on pressure. '.repeat(60).trim()
    const pieces = notePieces([{ heading: 'Complaint', text }])
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.map((piece) => piece.text).join(' ')).toBe(text)
    expect(pieces.filter((piece) => piece.heading === 'Complaint')).toHaveLength(1)
  })
})
