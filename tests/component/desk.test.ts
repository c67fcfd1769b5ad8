// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import type { Dated } from '@shared/imaging/visits'
import type { ImageRecord } from '@shared/records/image'
import { useDesk } from '../../renderer/images/viewer/desk'
import type { Reel } from '../../renderer/images/viewer/reel'

vi.mock('../../renderer/images/viewer/reel', () => ({
  openReel: ([first]: readonly [ImageRecord]): Promise<Reel> =>
    Promise.resolve({
      count: first.facts.frames,
      image: () => first,
      picture: () => Promise.resolve({ is: 'none', why: 'not drawn here', broken: false } as const),
      isHeld: () => true,
      pin: () => undefined,
      close: () => undefined,
    }),
}))

const dated = (imageId: string, visitOn: string, here: boolean, words = ''): Dated => ({
  stack: {
    entryId: `entry ${imageId}`,
    images: [
      {
        imageId,
        patientId: 'p',
        examId: visitOn,
        entryId: `entry ${imageId}`,
        facts: { kind: 'dicom', modality: 'US', columns: 4, rows: 2, frames: 5 },
        bytes: 1,
        sha256: '',
        attachedAt: '2026-11-22T09:00:00.000Z',
        hasThumbnail: false,
      },
    ],
  },
  said: { words },
  visitOn,
  here,
})
const THEN = dated('then', '2026-10-11', false)
const NOW = dated('now', '2026-11-22', true)
const OTHER = dated('other', '2026-11-22', true)

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
  return () => scope.stop()
})
const all = shallowRef<readonly Dated[]>([])
const start = async (opened: Dated, pictures: readonly Dated[]) => {
  all.value = pictures
  const desk = scope.run(() => useDesk(opened, () => all.value))
  if (desk === undefined) throw new Error('no desk')
  await nextTick()
  await nextTick()
  return desk
}
const seen = (desk: Awaited<ReturnType<typeof start>>) =>
  desk.panes.value.map(({ dated: one }) => one.value?.stack.images[0].imageId)

it('then stands on the left of now, and goes again', async () => {
  const desk = await start(NOW, [THEN, NOW, OTHER])
  expect(seen(desk)).toEqual(['now'])
  desk.toggleThen()
  expect(seen(desk)).toEqual(['then', 'now'])
  expect(desk.besideIs.value).toBe('then')
  desk.toggleThen()
  expect(seen(desk)).toEqual(['now'])
})

it('another picture of the visit stands on the right, and takes the place of then', async () => {
  const desk = await start(NOW, [THEN, NOW, OTHER])
  desk.toggleThen()
  desk.toggleBeside()
  expect(seen(desk)).toEqual(['now', 'other'])
  expect(desk.besideIs.value).toBe('another')
})

it('linked, what is done to one is done to both; free, to the active one alone', async () => {
  const desk = await start(NOW, [THEN, NOW])
  desk.toggleThen()
  await nextTick()
  await nextTick()
  const turns = (): number[] => desk.panes.value.map(({ film }) => film.view.value.turn)
  desk.acts.turnBy(1)
  expect(turns()).toEqual([1, 1])
  desk.linked.value = false
  desk.acts.turnBy(1)
  expect(turns()).toEqual([1, 2])
  desk.activate('beside')
  desk.acts.turnBy(1)
  expect(turns()).toEqual([2, 2])
  // The pointer acts on the film it is over.
  desk.panes.value[1]?.acts.turnBy(1)
  expect(turns()).toEqual([2, 3])
})

it('a picture from the strip goes on the film that is active', async () => {
  const desk = await start(NOW, [THEN, NOW, OTHER])
  desk.toggleThen()
  desk.activate('beside')
  desk.put(OTHER)
  expect(seen(desk)).toEqual(['now', 'other'])
  desk.toPicture(1)
  expect(seen(desk)).toEqual(['then', 'now'])
})

it('where nothing is earlier there is no then', async () => {
  const desk = await start(NOW, [NOW])
  expect([desk.then.value, desk.next.value]).toEqual([undefined, undefined])
  desk.toggleThen()
  expect(seen(desk)).toEqual(['now'])
})

it('what is said of a picture while it is open is what stands over it', async () => {
  const desk = await start(NOW, [THEN, NOW])
  all.value = [THEN, dated('now', '2026-11-22', true, 'R1, ultrasound')]
  expect(desk.panes.value[0]?.dated.value?.said.words).toBe('R1, ultrasound')
})
