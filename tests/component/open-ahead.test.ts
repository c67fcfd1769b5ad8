import { beforeEach, expect, test, vi } from 'vitest'
import type { Answer, Ask } from '../../renderer/images/study-messages'

/** Stands for the worker that reads a picture: answers what it is asked, and keeps what it was asked. */
class Reader extends EventTarget {
  static readonly all: Reader[] = []
  readonly asked: Ask[] = []
  ended = false

  constructor() {
    super()
    Reader.all.push(this)
  }

  postMessage(ask: Ask): void {
    this.asked.push(ask)
    const data: Answer =
      ask.do === 'open'
        ? { id: ask.id, opened: { info: { is: 'bitmap', columns: 2, rows: 2, frames: 1 } } }
        : { id: ask.id, shown: { cannot: 'no pixels here' } }
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })))
  }

  terminate(): void {
    this.ended = true
  }
}

const opens = (): unknown[] =>
  Reader.all.flatMap(({ asked }) => asked.flatMap((ask) => (ask.do === 'open' ? [ask.place] : [])))
const living = (): number => Reader.all.filter(({ ended }) => !ended).length
const ONE = { imageId: 'one' }

beforeEach(() => {
  Reader.all.length = 0
  vi.resetModules()
  vi.stubGlobal('Worker', Reader)
  return () => vi.unstubAllGlobals()
})
const fresh = () => import('../../renderer/images/study')

test('what was pointed at and then pressed is opened once, with its first frame', async () => {
  const { openAhead, openStudy } = await fresh()
  openAhead('one')
  const putAway = openAhead('one')
  const study = await openStudy(ONE)
  putAway()
  expect(opens()).toEqual([ONE])
  expect(Reader.all[0]?.asked.map((ask) => ask.do)).toEqual(['open', 'frame'])
  expect(study).toHaveProperty('info')
})

test('of pictures that are only pointed at one stays open, and its worker reads the next', async () => {
  const { openAhead, openStudy } = await fresh()
  for (const id of ['one', 'two', 'three', 'one']) {
    openAhead(id)
    await new Promise((done) => setTimeout(done))
  }
  expect(living()).toBeLessThanOrEqual(2)
  await openStudy(ONE)
  expect(opens()).toHaveLength(4)
})

test('a lock ends the workers, with what they hold of a picture', async () => {
  const { endStudies, openAhead, openStudy } = await fresh()
  const seen = await openStudy(ONE)
  openAhead('two')
  await new Promise((done) => setTimeout(done))
  expect(living()).toBe(2)
  endStudies()
  if ('info' in seen) seen.close()
  await new Promise((done) => setTimeout(done))
  expect(living()).toBe(0)
})
