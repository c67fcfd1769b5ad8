import { decodeFrame } from '@shared/imaging/frame'
import type { Asked, Answered } from './decoder'

// Frames of 100 million pixels take seconds: decoding here keeps the keys of the exam answering.
self.addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const frame = decodeFrame(data.pixels, data.bytes)
  const answer: Answered = { id: data.id, frame }
  const buffer = frame.is === 'grey' ? frame.bits.buffer : frame.rgba.buffer
  self.postMessage(answer, { transfer: [buffer] })
})
