import { beforeAll, describe, expect, it } from 'vitest'
import { recognise } from '../../shared/imaging/recognise'
import { usedRoom } from '../../shared/imaging/room'
import { fromBytes, inBlocks } from '../../shared/imaging/source'
import { openStudy, type Study } from '../../shared/imaging/study'
import { readyOracle } from '../fixtures/oracle'
import { frameOf, samplesOf, studyOf } from '../fixtures/study'
import { make } from '../fixtures/synthetic'
import { tools } from '../fixtures/tools'

const GREY = {
  columns: 24,
  rows: 18,
  samples: 1,
  bitsAllocated: 16,
  bitsStored: 12,
  signed: false,
  photometric: 'MONOCHROME2',
  frames: 4,
  syntax: '1.2.840.10008.1.2.1',
}
beforeAll(readyOracle)
const RECIPES = [
  ['grey', GREY],
  ['grey with a sign', { ...GREY, signed: true }],
  ['colour', { ...GREY, samples: 3, bitsAllocated: 8, bitsStored: 8, photometric: 'RGB' }],
  ['compressed', { ...GREY, syntax: '1.2.840.10008.1.2.5', coding: 'Rle' as const }],
] as const

describe('memory of frames that is used again', () => {
  it('comes back for the same size alone, as zeros, and not more of it than fits', () => {
    const room = usedRoom(24)
    const [one, two, three, other] = [8, 8, 8, 16].map((bytes) => room.take(bytes))
    for (const buffer of [one, two, three]) new Uint8Array(buffer!).fill(7)
    room.give(one!)
    expect(room.take(16)).not.toBe(one)
    const again = room.take(8)
    expect(again).toBe(one)
    expect([...new Uint8Array(again)]).toEqual(new Array(8).fill(0))
    // The oldest goes when there is no room for all.
    for (const buffer of [one, two, three, other]) room.give(buffer!)
    expect(
      [room.take(16), room.take(8), room.take(8)].map((buffer) => [one, two, three, other].indexOf(buffer)),
    ).toEqual([3, 2, -1])
  })

  it.each(RECIPES)('%s frames are the same where one before them stood', async (_, recipe) => {
    const { file } = make(recipe)
    const plain = await studyOf(file)
    const room = usedRoom()
    const known = recognise(file)
    if ('refused' in known || known.kind !== 'dicom') throw new Error('not DICOM')
    const source = inBlocks(fromBytes(file))
    const { study } = (await openStudy(source, known.start, { ...tools, room })) as { study: Study }
    const taken = new Set<ArrayBufferLike>()
    for (const index of [0, 1, 2, 3, 0]) {
      const frame = await frameOf(study, index)
      expect(samplesOf(frame)).toEqual(samplesOf(await frameOf(plain, index)))
      const { buffer } = frame.is === 'grey' ? frame.bits : frame.rgba
      taken.add(buffer)
      new Uint8Array(buffer).fill(0xee)
      room.give(buffer as ArrayBuffer)
    }
    // Five frames, and no more memory than two of them want.
    if (recipe.syntax === GREY.syntax) expect(taken.size).toBeLessThanOrEqual(2)
  })
})
