import dicomParser from 'dicom-parser'
import { recognise, RECOGNISE_BYTES } from '@shared/imaging/recognise'
import { usedRoom } from '@shared/imaging/room'
import type { Source } from '@shared/imaging/source'
import { openStudy, type Study } from '@shared/imaging/study'
import { pixelsOf } from '@shared/imaging/syntaxes'
import charlsWasm from '@cornerstonejs/codec-charls/decodewasm?url'
import openJpegWasm from '@cornerstonejs/codec-openjpeg/decodewasm?url'
import { inflate } from './inflate'
import { sourceOf, type Place } from './source'
import type { Answer, Ask, FrameShown, Opened, Ready, ShownFrame, Unshown, Used } from './study-messages'
import { wasmCodecs, type Glue } from './wasm-codecs'

// Everything that reads the inside of a picture happens here: it cannot reach the page or the vault, it does not hold
// up the keys of the exam, and it can be ended from outside when bytes make it run on.

const wasm = (url: string) => (): Promise<WebAssembly.Module> => WebAssembly.compileStreaming(fetch(url))
const codecs = wasmCodecs({
  charls: {
    glue: async () => (await import('@cornerstonejs/codec-charls/decodewasmjs')).default as Glue,
    wasm: wasm(charlsWasm),
  },
  openJpeg: {
    glue: async () => (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default as Glue,
    wasm: wasm(openJpegWasm),
  },
})
const room = usedRoom()
const tools = { parse: dicomParser.parseDicom.bind(dicomParser), inflate, room, ...codecs }

type Held = Study | { readonly bitmap: ImageBitmap }
let held: Held | undefined

const send = (answer: Answer, transfer: Transferable[] = []): void => {
  self.postMessage(answer, { transfer })
}

/** A source whose reads are heard outside. */
const watched = (source: Source): Source => ({
  bytes: source.bytes,
  range: async (from, to, into) => {
    const bytes = await source.range(from, to, into)
    send({ alive: true })
    return bytes
  },
})

/** A large Blob may be put on the disk in clear; no photograph is larger than this. */
const MAX_BITMAP_BYTES = 64 * 1024 * 1024

const openBitmap = async (source: Source, kind: string): Promise<Opened> => {
  if (source.bytes > MAX_BITMAP_BYTES)
    return { cannot: 'it is a photograph of more than 64 MB', broken: false }
  try {
    const bytes = await source.range(0, source.bytes)
    const bitmap = await createImageBitmap(new Blob([bytes], { type: `image/${kind}` }))
    held = { bitmap }
    return { info: { is: 'bitmap', columns: bitmap.width, rows: bitmap.height, frames: 1 } }
  } catch {
    return { cannot: 'it cannot be read', broken: true }
  }
}

const open = async (place: Place): Promise<Opened | { pdf: true }> => {
  held = undefined
  const plain = await sourceOf(place)
  if (plain === undefined) return { cannot: 'its bytes cannot be opened', broken: true }
  const source = watched(plain)
  const known = recognise(await source.range(0, RECOGNISE_BYTES))
  if ('refused' in known) return { cannot: 'it cannot be read', broken: true }
  // The window turns to pdf.js, which cannot draw here.
  if (known.kind === 'pdf') return { pdf: true }
  if (known.kind !== 'dicom') return openBitmap(source, known.kind)
  const { study, ...why } = await openStudy(source, known.start, tools)
  if (study === undefined) return { cannot: '', broken: true, ...why }
  held = study
  const { columns, rows, frames } = study.facts.pixels
  return { info: { is: 'dicom', columns, rows, frames, ...study.facts } }
}

const frame = async (index: number): Promise<FrameShown> => {
  if (held === undefined) return { cannot: 'it cannot be read' }
  // The bitmap goes on to the window; asked again, it is opened again.
  if ('bitmap' in held) return { frame: { is: 'bitmap', bitmap: held.bitmap } }
  const { frame: decoded, cannot = '' } = await held.frame(index)
  return decoded === undefined ? { cannot } : { frame: decoded }
}

const partsOf = (shown: ShownFrame): Transferable[] => {
  if (shown.is === 'bitmap') return [shown.bitmap]
  return [shown.is === 'grey' ? shown.bits.buffer : shown.rgba.buffer]
}

/** One after the other: two frames at once would need the memory of two. */
let queue: Promise<void> = Promise.resolve()

const answer = async (ask: Ask): Promise<void> => {
  if (ask.do === 'open') {
    const opened = await open(ask.place).catch((): Unshown => ({ cannot: 'it cannot be read', broken: true }))
    send({ id: ask.id, opened })
    return
  }
  const shown = await frame(ask.index)
  send({ id: ask.id, shown }, 'frame' in shown ? partsOf(shown.frame) : [])
  if (held !== undefined && 'bitmap' in held) held = undefined
}

const makeReady = ({ syntaxes }: Ready): void => {
  for (const stored of syntaxes.map(pixelsOf))
    if (stored === 'jpegLs' || stored === 'jpeg2000') codecs[stored].load()
}

self.addEventListener('message', ({ data }: MessageEvent<Ask | Ready | Used>) => {
  if (data.do === 'ready') makeReady(data)
  else if (data.do === 'used') room.give(data.buffer)
  else queue = queue.then(() => answer(data))
})
