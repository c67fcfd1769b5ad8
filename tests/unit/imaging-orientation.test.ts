import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FrameFacts } from '../../shared/imaging/frame-facts'
import { edgesOf, type Way } from '../../shared/imaging/orientation'
import { mirrored, toScreen, turned, UPRIGHT } from '../../renderer/images/viewer/view'

const facts = (more: Partial<FrameFacts>): FrameFacts => ({
  rescale: { by: 'line', slope: 1, intercept: 0 },
  vois: [],
  spacing: { regions: [] },
  ...more,
})
const AXIAL = facts({ orientation: [1, 0, 0, 0, 1, 0] })

describe('which side of the patient lies where', () => {
  it.each([
    // Rows go to the patient's left, columns to the back: the usual axial slice, seen from the feet.
    [AXIAL, UPRIGHT, { left: 'R', right: 'L', top: 'A', bottom: 'P' }],
    [AXIAL, { turn: 0, mirror: true }, { left: 'L', right: 'R', top: 'A', bottom: 'P' }],
    [AXIAL, { turn: 1, mirror: false }, { left: 'P', right: 'A', top: 'R', bottom: 'L' }],
    [AXIAL, { turn: 2, mirror: false }, { left: 'L', right: 'R', top: 'P', bottom: 'A' }],
    [AXIAL, { turn: 3, mirror: true }, { left: 'A', right: 'P', top: 'R', bottom: 'L' }],
    // A sagittal slice of the spine: rows to the back, columns to the feet.
    [facts({ orientation: [0, 1, 0, 0, 0, -1] }), UPRIGHT, { left: 'A', right: 'P', top: 'H', bottom: 'F' }],
    // Tilted by 30 degrees: the larger part first.
    [
      facts({ orientation: [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6), 0, 0, 0, -1] }),
      UPRIGHT,
      { left: 'RA', right: 'LP', top: 'H', bottom: 'F' },
    ],
    // Letters of the file, where there are no directions.
    [facts({ towards: ['L', 'F'] }), UPRIGHT, { left: 'R', right: 'L', top: 'H', bottom: 'F' }],
    // Directions in space are the more exact ones.
    [
      facts({ towards: ['R', 'F'], orientation: [1, 0, 0, 0, 1, 0] }),
      UPRIGHT,
      { left: 'R', right: 'L', top: 'A', bottom: 'P' },
    ],
  ] as const)('%#', (of, way, edges) => {
    expect(edgesOf(of, way)).toEqual(edges)
  })

  it.each([
    ['nothing is said', facts({})],
    ['there is no DICOM file', undefined],
    ['a letter is none of a person', facts({ towards: ['L', 'D'] })],
    ['the directions are none', facts({ orientation: [0, 0, 0, 0, 0, 0] })],
    ['the directions are askew', facts({ orientation: [1, 0, 0, 1, 0, 0] })],
    [
      'the directions are askew, whatever letters stand beside',
      facts({ towards: ['L', 'F'], orientation: [2, 0, 0, 0, 1, 0] }),
    ],
  ])('no letter stands where %s', (_, of) => {
    expect(edgesOf(of, UPRIGHT)).toBeUndefined()
  })

  it('after any turns and mirrors the letter stands where the picture shows that side', () => {
    const acts = fc.array(fc.constantFrom('left', 'right', 'across', 'down'))
    fc.assert(
      fc.property(acts, (done) => {
        let way: Way = UPRIGHT
        for (const act of done)
          way = act === 'across' || act === 'down' ? mirrored(way, act) : turned(way, act === 'left' ? -1 : 1)
        const picture = { width: 100, height: 100, aspect: 1 }
        // The patient's left lies at the right edge of the file.
        const seen = toScreen({ scale: 1, x: 0, y: 0, ...way }, picture, { x: 100, y: 50 })
        const edges: Readonly<Record<string, 'left' | 'right' | 'top' | 'bottom'>> = {
          '100 50': 'right',
          '0 50': 'left',
          '50 0': 'top',
          '50 100': 'bottom',
        }
        expect(edgesOf(AXIAL, way)?.[edges[`${seen.x} ${seen.y}`] ?? 'left']).toBe('L')
      }),
    )
  })
})
