import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { sizeText } from '@shared/imaging/measure/size'
import type { ImageRecord } from '@shared/records/image'
import type { ImageMark, ImagePoint, MarkKind } from '@shared/records/mark'
import { useDrawing } from '../../renderer/images/marks/drawing'
import type { Sketch } from '../../renderer/images/marks/sketch'
import type { Overlaid } from '../../renderer/images/viewer/film'
import type { Mode } from '../../renderer/images/viewer/modes'
import { toImage, toScreen, type View } from '../../renderer/images/viewer/view'

const id = (n: number): string => `01936b5c-0000-7000-8000-${String(n).padStart(12, '0')}`
const AT = '2026-11-22T02:36:00.000Z'
const SIZE = { width: 640, height: 480, aspect: 1 }
const UPRIGHT: View = { scale: 1, x: 0, y: 0, turn: 0, mirror: false }
const image: ImageRecord = {
  imageId: id(3),
  patientId: id(6),
  examId: id(5),
  entryId: id(4),
  facts: { kind: 'jpeg', columns: 640, rows: 480, frames: 1 },
  bytes: 1000,
  sha256: 'a'.repeat(64),
  attachedAt: AT,
  hasThumbnail: true,
}
const seen = (view: View = UPRIGHT): Overlaid => ({
  image,
  frame: 0,
  info: { is: 'bitmap', columns: 640, rows: 480, frames: 1 },
  facts: undefined,
  scale: view.scale,
  toScreen: (at) => toScreen(view, SIZE, at),
  toImage: (at) => toImage(view, SIZE, at),
  mode: 'pan',
})
const at = (x: number, y: number): ImagePoint => ({ x, y })

const begin = (kind: MarkKind, mayDraw = true) => {
  const marks: ImageMark[] = []
  const heeded: string[] = []
  const sketch: Sketch = {
    marks,
    mayDraw: () => mayDraw,
    why: () => '',
    canUndo: false,
    canRedo: false,
    put: (mark) => {
      const whole = { ...mark, by: id(1), at: AT }
      const known = marks.findIndex(({ markId }) => markId === mark.markId)
      if (known < 0) marks.push(whole)
      else marks[known] = whole
    },
    remove: (markId) =>
      void marks.splice(
        marks.findIndex((one) => one.markId === markId),
        1,
      ),
    heed: (imageId) => void heeded.push(imageId),
    push: () => '',
    pushed: () => '',
    made: () => '',
    undo: () => undefined,
    redo: () => undefined,
  }
  const mode = ref<Mode>(kind)
  const drawing = useDrawing(() => sketch, mode)
  const of = seen()
  const stroke = (from: ImagePoint, to: ImagePoint, on = of): void => {
    drawing.pressed(on, from)
    drawing.moved(on, to)
    drawing.released(on, to, true)
  }
  return { marks, heeded, drawing, mode, of, stroke }
}

describe('drawing over a film', () => {
  it('a stroke makes a length, and so do two presses', () => {
    const { marks, drawing, of, stroke } = begin('length')
    stroke(at(10, 10), at(110, 10))
    drawing.pressed(of, at(10, 50))
    drawing.released(of, at(10, 50), false)
    expect(marks).toHaveLength(1)
    drawing.moved(of, at(40, 50))
    drawing.pressed(of, at(60, 50))
    expect(marks.map(sizeText)).toEqual(['100.0 px', '50.0 px'])
    expect(drawing.chosen.value?.markId).toBe(marks[1]?.markId)
  })

  it('two axes are two strokes: the second is never drawn by itself', () => {
    const { marks, drawing, stroke } = begin('axes')
    stroke(at(10, 100), at(110, 100))
    expect(marks).toEqual([])
    expect(drawing.pending.value?.points).toHaveLength(2)
    stroke(at(60, 70), at(60, 130))
    expect(marks.map(sizeText)).toEqual(['100.0 × 60.0 px'])
  })

  it('an outline closes at its first corner or by a key, and not before it has three', () => {
    const { marks, drawing, of } = begin('outline')
    for (const corner of [at(0, 0), at(100, 0)]) drawing.pressed(of, corner)
    expect(drawing.close()).toBe(false)
    drawing.pressed(of, at(100, 100))
    expect(drawing.close()).toBe(true)
    for (const corner of [at(0, 0), at(100, 0), at(0, 100), at(2, 2)]) drawing.pressed(of, corner)
    expect(marks.map(sizeText)).toEqual(['5000 px²', '5000 px²'])
    expect(marks[1]?.points).toHaveLength(3)
  })

  it('what a key puts in the middle is nothing until it was kept', () => {
    const { marks, drawing, of } = begin('depth')
    drawing.place(of, at(320, 240), 50)
    expect(marks).toEqual([])
    drawing.movePlaced(of, 0, at(320, 100))
    expect(drawing.keepPlaced()).toBe(true)
    expect(marks[0]?.points).toEqual([at(320, 100), at(320, 240)])
    drawing.place(of, at(320, 240), 50)
    expect(drawing.drop()).toBe(true)
    expect(marks).toHaveLength(1)
  })

  it('a ruler asks for its length, and refuses what is none', () => {
    const { marks, heeded, drawing, stroke } = begin('ruler')
    stroke(at(10, 10), at(10, 210))
    expect(drawing.pending.value?.asks).toBe('mm')
    for (const text of ['', 'two', '0', '501', '-3']) expect(drawing.answer(text)).toMatch(/1 to 500 mm/)
    expect(marks).toEqual([])
    expect(drawing.answer('20,5')).toBe('')
    expect(marks[0]).toMatchObject({ kind: 'ruler', mm: 20.5 })
    expect(heeded).toEqual([image.imageId])
    stroke(at(10, 10), at(10, 10))
    expect(drawing.told.value).toMatch(/lie in one place/)
  })

  it('stays in the picture, keeps to its own frame, and does nothing where nothing may be drawn', () => {
    const { marks, drawing, mode, of, stroke } = begin('length')
    stroke(at(600, 10), at(900, -20))
    expect(marks[0]?.points[1]).toEqual(at(640, 0))
    drawing.pressed(of, at(10, 10))
    drawing.moved({ ...of, frame: 1 }, at(50, 10))
    expect(drawing.pending.value?.points[1]).toEqual(at(10, 10))
    mode.value = 'axes'
    stroke(at(10, 10), at(50, 10))
    expect(marks).toHaveLength(1)
    const signed = begin('length', false)
    signed.stroke(at(10, 10), at(110, 10))
    expect(signed.marks).toEqual([])
    const report = begin('length')
    report.stroke(at(1, 1), at(9, 9), { ...of, info: { is: 'pages', columns: 640, rows: 480, frames: 3 } })
    expect(report.marks).toEqual([])
  })

  it('zoom, turn and mirror change no measurement: the same places give the same size', () => {
    const view: fc.Arbitrary<View> = fc.record({
      scale: fc.double({ min: 0.2, max: 32, noNaN: true }),
      x: fc.double({ min: -3000, max: 3000, noNaN: true }),
      y: fc.double({ min: -3000, max: 3000, noNaN: true }),
      turn: fc.constantFrom(0, 1, 2, 3),
      mirror: fc.boolean(),
    })
    const point = fc
      .tuple(fc.double({ min: 0, max: 640, noNaN: true }), fc.double({ min: 0, max: 480, noNaN: true }))
      .map(([x, y]) => at(x, y))
    fc.assert(
      fc.property(view, point, point, (way, from, to) => {
        fc.pre(Math.hypot(from.x - to.x, from.y - to.y) > 1)
        const of = seen(way)
        const { marks, stroke } = begin('length')
        // As the pointer does: from the film into the picture.
        stroke(of.toImage(of.toScreen(from)), of.toImage(of.toScreen(to)), of)
        const [one, two] = marks[0]?.points ?? []
        expect(Math.hypot((one?.x ?? 0) - from.x, (one?.y ?? 0) - from.y)).toBeLessThan(1e-6)
        expect(Math.hypot((two?.x ?? 0) - to.x, (two?.y ?? 0) - to.y)).toBeLessThan(1e-6)
      }),
      { seed: 20_261_126 },
    )
  })
})
