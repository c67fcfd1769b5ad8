import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Intake } from '../../electron/services/image-intake'
import type { Incoming } from '../../renderer/images/gather'
import { sending } from '../../renderer/images/upload'
import { magneticResonance, ultrasound } from '../fixtures/dicom'

const chart = { given: 'Aster', family: 'Zz-Test', preferred: '', otherScript: '', bornOn: '1980-02-14' }
const place = { examId: 'exam', entryId: 'entry' }

/** Main as far as an upload needs it: the real intake behind the four channels. */
let calls: string[]
let sizes: number[]
beforeEach(() => {
  calls = []
  sizes = []
  const intake = new Intake(chart)
  const answer = (value: unknown) => ({ ok: true, value })
  vi.stubGlobal('window', {
    palpa: {
      'images.begin': () => {
        calls.push('begin')
        return answer({ uploadId: 'upload' })
      },
      'images.chunk': ({ index, bytes }: { index: number; bytes: Uint8Array }) => {
        calls.push(`chunk ${index}`)
        sizes.push(bytes.length)
        const kept = intake.accept(bytes)
        return kept.ok ? answer({ received: index + 1 }) : kept
      },
      'images.finish': () => {
        calls.push('finish')
        const end = intake.finish()
        return end.ok ? answer({ ...place, facts: end.value.facts }) : end
      },
      'images.cancel': () => {
        calls.push('cancel')
        return answer({ done: true })
      },
    },
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const fileOf = (bytes: Uint8Array<ArrayBuffer>): Incoming => ({
  name: 'Zz-Test.dcm',
  size: bytes.length,
  place: () => Promise.resolve({ file: new File([bytes], 'Zz-Test.dcm') }),
  mark: () => Promise.resolve('mark'),
})
const upload = (file: Incoming, to: typeof place, how: Parameters<typeof sending>[2]) =>
  sending(file, to, how).run()
const watch = () => ({ signal: new AbortController().signal, sent: vi.fn<(bytes: number) => void>() })

describe('sending a file', () => {
  it('goes in order, in chunks of 1 MiB, and says how far it is', async () => {
    const file = fileOf(magneticResonance({}, 1024))
    const seen = watch()
    const sent = await upload(file, place, seen)
    expect(sent.ok && sent.value.facts).toMatchObject({ columns: 1024, modality: 'MR' })
    expect(calls).toEqual(['begin', 'chunk 0', 'chunk 1', 'chunk 2', 'finish'])
    expect(sizes).toEqual([1 << 20, 1 << 20, file.size - (2 << 20)])
    expect(seen.sent.mock.calls.at(-1)).toEqual([file.size])
  })

  it('stops between chunks when cancelled, and main hears of it', async () => {
    const stop = new AbortController()
    const sent = await upload(fileOf(magneticResonance({}, 1024)), place, {
      signal: stop.signal,
      sent: () => stop.abort(),
    })
    expect(sent).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(calls).toEqual(['begin', 'chunk 0', 'cancel'])
  })

  it('a refused chunk ends the upload and leaves nothing open', async () => {
    const sent = await upload(fileOf(new Uint8Array(3 << 20).fill(65)), place, watch())
    expect(sent).toMatchObject({ ok: false, error: { code: 'unsupportedFile', detail: 'unknown' } })
    expect(calls).toEqual(['begin', 'chunk 0', 'cancel'])
  })

  it('a file that ends early is refused at the end', async () => {
    const sent = await upload(fileOf(ultrasound({}, 64, 48).slice(0, 5000)), place, watch())
    expect(sent).toMatchObject({ ok: false, error: { code: 'truncatedFile', detail: '5 of 9.7 KB' } })
  })

  it('nothing and too much never leave the window', async () => {
    expect(await upload(fileOf(new Uint8Array()), place, watch())).toMatchObject({
      error: { code: 'unsupportedFile', detail: 'empty' },
    })
    const huge = { ...fileOf(new Uint8Array(1)), size: 500_000_001 }
    expect(await upload(huge, place, watch())).toMatchObject({ error: { code: 'tooLarge' } })
    expect(calls).toEqual([])
  })

  /** A stick that is pulled out after so many reads, and put back when told. */
  const stick = (bytes: Uint8Array<ArrayBuffer>, reads: number) => {
    let left = reads
    const file = {
      slice: (from: number, to: number) => ({
        arrayBuffer: () =>
          left-- > 0 ? Promise.resolve(bytes.slice(from, to).buffer) : Promise.reject(new Error('gone')),
      }),
    } as unknown as Blob
    const incoming: Incoming = {
      name: 'x',
      size: bytes.length,
      place: () => Promise.resolve({ file }),
      mark: () => Promise.resolve('mark'),
    }
    return { incoming, putBack: () => (left = Infinity) }
  }

  it('a stick that was pulled out waits, and goes on where it stopped: nothing is sent twice', async () => {
    const bytes = magneticResonance({}, 1024)
    const { incoming, putBack } = stick(bytes, 2)
    const job = sending(incoming, place, watch())
    expect(await job.run()).toMatchObject({ ok: false, error: { code: 'interrupted' } })
    expect(calls).toEqual(['begin', 'chunk 0', 'chunk 1'])
    putBack()
    const sent = await job.run()
    expect(sent.ok && sent.value.facts).toMatchObject({ columns: 1024, modality: 'MR' })
    expect(calls).toEqual(['begin', 'chunk 0', 'chunk 1', 'chunk 2', 'finish'])
  })

  it('what waits and is not wanted any more leaves nothing open', async () => {
    const { incoming } = stick(magneticResonance({}, 1024), 1)
    const job = sending(incoming, place, watch())
    await job.run()
    await job.drop()
    expect(calls).toEqual(['begin', 'chunk 0', 'cancel'])
  })
})
