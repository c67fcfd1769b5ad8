import { decodeFrame, type Frame } from '@shared/imaging/frame'
import type { PixelDescription } from '@shared/imaging/pixels'

export interface Asked {
  readonly id: number
  readonly pixels: PixelDescription
  readonly bytes: Uint8Array
}
export interface Answered {
  readonly id: number
  readonly frame: Frame
}
interface Waiting extends Asked {
  readonly done: (frame: Frame) => void
}

let worker: Worker | undefined
let broken = false
let last = 0
const waiting = new Map<number, Waiting>()

/** A worker that cannot start must cost a moment, not the picture. */
const decodeHere = (): void => {
  broken = true
  worker?.terminate()
  worker = undefined
  for (const one of waiting.values()) one.done(decodeFrame(one.pixels, one.bytes))
  waiting.clear()
}

const start = (): Worker => {
  const started = new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
    waiting.get(data.id)?.done(data.frame)
    waiting.delete(data.id)
  })
  started.addEventListener('error', decodeHere)
  return started
}

/** Decodes a frame beside the window's own work. */
export const decode = (pixels: PixelDescription, bytes: Uint8Array): Promise<Frame> => {
  if (broken || typeof Worker === 'undefined') return Promise.resolve(decodeFrame(pixels, bytes))
  return new Promise((done) => {
    const id = ++last
    waiting.set(id, { id, pixels, bytes, done })
    worker ??= start()
    worker.postMessage({ id, pixels, bytes } satisfies Asked)
  })
}
