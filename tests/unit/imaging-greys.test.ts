import { expect, it } from 'vitest'
import {
  AS_OPENED,
  greyOf,
  isChosen,
  movedBy,
  nextChoice,
  presetsOf,
  voiWords,
} from '../../renderer/images/viewer/greys'
import type { Picture, Shown } from '../../renderer/images/picture'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { frameOf, studyOf } from '../fixtures/study'

const shown = async (file: Uint8Array): Promise<Shown> => {
  const study = await studyOf(file)
  const { columns, rows, frames } = study.facts.pixels
  return {
    is: 'frame',
    index: 0,
    info: { is: 'dicom', columns, rows, frames, ...study.facts },
    frame: await frameOf(study),
  }
}
const withoutWindows = ({ info, ...picture }: Shown): Picture => {
  if (info.is !== 'dicom') throw new Error('not DICOM')
  const frameFacts = info.pixels.frameFacts.map((facts) => ({ ...facts, vois: [] }))
  return { ...picture, info: { ...info, pixels: { ...info.pixels, frameFacts } } }
}

it('offers every window of the file by its own name, then all values, each with what it does', async () => {
  const presets = presetsOf(await shown(magneticResonance({}, 32)))
  expect(presets.map(({ label, means }) => [label, means])).toEqual([
    ['wide', 'centre 1500, width 3000'],
    ['fat', 'centre 800, width 900'],
    ['All values', expect.stringMatching(/^centre \d+, width \d+$/u) as string],
  ])
})

it('goes through them and comes back, and a window set by hand goes on to the first', async () => {
  const picture = await shown(magneticResonance({}, 32))
  const presets = presetsOf(picture)
  let choice = AS_OPENED
  const names: string[] = []
  for (let n = 0; n < 4; n += 1) {
    names.push(presets.find((one) => isChosen(one, choice, presets))?.label ?? '')
    choice = nextChoice(choice, presets)
  }
  expect(names).toEqual(['wide', 'fat', 'All values', 'wide'])
  const byHand = movedBy(picture, AS_OPENED, 0, 0.1)
  expect(presets.some((one) => isChosen(one, byHand, presets))).toBe(false)
  expect(nextChoice(byHand, presets)).toEqual(AS_OPENED)
})

it('a file that offers none opens with all values, and says that it does', async () => {
  const picture = withoutWindows(await shown(magneticResonance({}, 32)))
  const presets = presetsOf(picture)
  expect(presets.map((one) => [one.label, isChosen(one, AS_OPENED, presets)])).toEqual([['All values', true]])
  expect(greyOf(picture, AS_OPENED)).toBe(
    picture.is === 'frame' && picture.frame.is === 'grey' && picture.frame.full,
  )
})

it('moving is brighter with a lower centre, softer with a greater width, and never narrower than one value', async () => {
  const picture = await shown(magneticResonance({}, 32))
  const voi = (width: number, center: number) => greyOf(picture, movedBy(picture, AS_OPENED, width, center))
  const [first, moved] = [greyOf(picture, AS_OPENED), voi(0.1, 0.1)]
  if (first?.curve !== 'LINEAR' || moved?.curve !== 'LINEAR') throw new Error('no windows')
  expect(moved.center).toBeLessThan(first.center)
  expect(moved.width).toBeGreaterThan(first.width)
  expect(voi(-9, 0)).toMatchObject({ width: 1 })
})

it('colour has no greys to set', async () => {
  const picture = await shown(ultrasound({}, 32, 24))
  expect(presetsOf(picture)).toEqual([])
  expect(greyOf(picture, AS_OPENED)).toBeUndefined()
  expect(movedBy(picture, AS_OPENED, 1, 1)).toBe(AS_OPENED)
  expect(voiWords(undefined)).toBe('')
})
