// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import type { ImageRecord } from '@shared/records/image'
import type { Picture } from '../../renderer/images/picture'
import { useCine } from '../../renderer/images/viewer/cine'
import { useFilm, type Film } from '../../renderer/images/viewer/film'
import type { Reel } from '../../renderer/images/viewer/reel'

const record = (imageId: string): ImageRecord => ({
  imageId,
  patientId: 'p',
  examId: 'e',
  entryId: `entry ${imageId}`,
  facts: { kind: 'dicom', columns: 4, rows: 2, frames: 5 },
  bytes: 1,
  sha256: '',
  attachedAt: '2026-11-22T09:00:00.000Z',
  hasThumbnail: false,
})
const picture: Picture = { is: 'none', why: 'not drawn here', broken: false }

/** A reel whose frames come when the test says so. */
class SlowReel implements Reel {
  readonly count = 5
  readonly asked = new Map<number, () => void>()
  closed = false
  pinned: number | undefined
  constructor(private readonly record: ImageRecord) {}
  image(): ImageRecord {
    return this.record
  }
  picture(at: number): Promise<Picture> {
    return new Promise((done) => this.asked.set(at, () => done(picture)))
  }
  isHeld(): boolean {
    return false
  }
  pin(at: number): void {
    this.pinned = at
  }
  close(): void {
    this.closed = true
  }
  async come(at: number): Promise<void> {
    this.asked.get(at)?.()
    await nextTick()
    await nextTick()
  }
}
const reels = new Map<string, SlowReel>()
vi.mock('../../renderer/images/viewer/reel', () => ({
  openReel: ([first]: readonly ImageRecord[]) => {
    const reel = new SlowReel(first ?? record('none'))
    reels.set(first?.imageId ?? '', reel)
    return Promise.resolve(reel)
  },
}))

let scope: EffectScope
const images = shallowRef<readonly ImageRecord[]>([])
const start = async (): Promise<{ film: Film; reel: SlowReel }> => {
  images.value = [record('one')]
  const film = scope.run(() => useFilm(() => images.value))
  await nextTick()
  await nextTick()
  const reel = reels.get('one')
  if (film === undefined || reel === undefined) throw new Error('no film')
  return { film, reel }
}
beforeEach(() => {
  reels.clear()
  scope = effectScope()
  return () => scope.stop()
})

it('a frame that comes late is not seen over one that was asked for after it', async () => {
  const { film, reel } = await start()
  await reel.come(0)
  film.goTo(1)
  film.goTo(2)
  await reel.come(2)
  expect(film.seen.value?.at).toBe(2)
  await reel.come(1)
  expect(film.seen.value?.at).toBe(2)
})

it('what is said to be seen is what stands there, not what was asked for', async () => {
  const { film, reel } = await start()
  await reel.come(0)
  film.goBy(3)
  expect([film.wanted.value, film.seen.value?.at]).toEqual([3, 0])
  // Its memory is not given away while it stands there.
  expect(reel.pinned).toBe(0)
  await reel.come(3)
  expect(film.seen.value?.at).toBe(3)
  expect(reel.pinned).toBe(3)
  film.goTo(Infinity)
  expect(film.wanted.value).toBe(4)
})

it('a picture that was left is closed and never seen on the next one', async () => {
  const { film, reel } = await start()
  images.value = [record('two')]
  await nextTick()
  await nextTick()
  expect(reel.closed).toBe(true)
  await reel.come(0)
  expect(film.seen.value).toBeUndefined()
  await reels.get('two')?.come(0)
  expect(film.seen.value?.image.imageId).toBe('two')
  scope.stop()
  expect(reels.get('two')?.closed).toBe(true)
})

it('what cannot be shown is not played', async () => {
  const { film, reel } = await start()
  await reel.come(0)
  const cine = scope.run(() => useCine(film))
  expect(cine?.can.value).toBe(false)
  cine?.toggle()
  expect(cine?.plays.value).toBe(false)
})
