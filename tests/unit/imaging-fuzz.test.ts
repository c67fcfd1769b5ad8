import { afterAll, beforeAll, expect, it } from 'vitest'
import { Intake } from '../../electron/services/image-intake'
import { Worker } from 'node:worker_threads'
import { openZip } from '../../renderer/images/zip'
import { mutant, seeds } from '../fixtures/corpus'
import { readyOracle } from '../fixtures/oracle'
import { realFile, realNames, SEEN } from '../fixtures/real-dicom'
import { bundle } from '../store/bundle'

/** `npm run fuzz` asks for many more; one number alone repeats one input. */
const INPUTS = Number(process.env['PALPA_FUZZ'] ?? 200)
const ONLY = process.env['PALPA_FUZZ_ONLY']
const MOST_MS = 5000
const MOST_BYTES = 1_000_000_000
const chart = { given: 'Aster', family: 'Zz-Test', preferred: '', otherScript: '', bornOn: '1980-02-14' }

let corpus: readonly Uint8Array<ArrayBuffer>[] = []
beforeAll(async () => {
  await readyOracle()
  const real = realNames
    .map((name) => realFile(name) ?? new Uint8Array())
    .filter((file) => file.length < 400_000)
  corpus = [...seeds(), ...real]
  threadFile = await bundle('tests/fixtures/fuzz-thread.ts')
})
afterAll(() => thread?.terminate())

let threadFile = ''
let thread: Worker | undefined

/** Shows a file in a thread that is ended after 5 s, as the app's worker is. */
const show = async (file: Uint8Array): Promise<'shown' | 'not shown' | 'ended'> => {
  thread ??= new Worker(threadFile)
  const worker = thread
  const answer = await new Promise<unknown>((done, fail) => {
    const timer = setTimeout(() => done('ended'), MOST_MS)
    const over = (what: unknown): void => {
      clearTimeout(timer)
      worker.off('error', fail)
      done(what)
    }
    worker.once('message', over)
    worker.once('error', fail)
    worker.postMessage(file)
  })
  if (answer !== 'ended') return answer === true ? 'shown' : 'not shown'
  thread = undefined
  await worker.terminate()
  return 'ended'
}

/** As main takes a file in. */
const takeIn = (file: Uint8Array): boolean => {
  const intake = new Intake(chart)
  for (let at = 0; at < file.length; at += 65_536)
    if (!intake.accept(file.subarray(at, at + 65_536)).ok) return false
  return intake.finish().ok
}

const unzip = async (file: Uint8Array<ArrayBuffer>): Promise<void> => {
  const opened = await openZip(new Blob([file]))
  if (typeof opened === 'string') return
  for (const one of opened.slice(0, 20)) {
    // Whatever an archive calls its files, nothing of it is a path.
    expect(one.name).not.toMatch(/[/\\]/)
    await one.bytes().catch(() => undefined)
  }
}

it(`${INPUTS} damaged files of every kind (${SEEN}): no failure, none goes on after 5 s, none over 1 GB`, async () => {
  const seen = { taken: 0, shown: 0, ended: 0, slowest: 0, slowestIs: -1, memory: 0 }
  const numbers = ONLY === undefined ? Array.from({ length: INPUTS }, (_, at) => at) : [Number(ONLY)]
  for (const number of numbers) {
    const file = mutant(corpus, number)
    const started = performance.now()
    try {
      if (takeIn(file)) seen.taken += 1
      await unzip(file)
      // What runs in the app beside a watch of its own is not timed here: it is ended, and counted.
      const took = performance.now() - started
      if (took > seen.slowest) [seen.slowest, seen.slowestIs] = [took, number]
      const answer = await show(file)
      if (answer === 'shown') seen.shown += 1
      if (answer === 'ended') seen.ended += 1
    } catch (thrown) {
      throw new Error(`PALPA_FUZZ_ONLY=${number}`, { cause: thrown })
    }
    if (number % 50 === 0) seen.memory = Math.max(seen.memory, process.memoryUsage().rss)
  }
  if (INPUTS > 1000) console.log(seen)
  expect(seen.slowest, `input ${seen.slowestIs}`).toBeLessThan(MOST_MS)
  expect(seen.memory).toBeLessThan(MOST_BYTES)
  // A compiled decoder may run on in damaged data; the watch is for the rare ones.
  expect(seen.ended).toBeLessThanOrEqual(INPUTS / 100)
  // A corpus that is refused as a whole would prove nothing.
  if (ONLY === undefined) expect(Math.min(seen.taken, seen.shown)).toBeGreaterThan(INPUTS / 20)
}, 3_600_000)
