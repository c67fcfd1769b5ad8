import { Undecodable } from '@shared/imaging/codecs/raster'
import type { Codec, Tools } from '@shared/imaging/study'

/** The part of a decoder of the codec packages that is used. Its methods throw numbers on bad bytes. */
interface Decoder {
  /** Room for the compressed bytes inside the codec's memory. */
  getEncodedBuffer(bytes: number): Uint8Array
  decode(): void
  getDecodedBuffer(): Uint8Array
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number }
  /** JPEG-LS: 0 is one plane after the other. */
  getInterleaveMode?(): number
  delete(): void
}

/** A codec's glue, as the packages export it. */
export type Glue = (options: {
  instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object
  /** Where a codec writes what it is doing. */
  print: () => void
  printErr: () => void
}) => Promise<object>

/** Where a codec comes from; both parts are fetched when a file first needs them. */
export interface CodecParts {
  readonly glue: () => Promise<Glue>
  readonly wasm: () => Promise<WebAssembly.Module>
}

const PAGE_BYTES = 65_536
/** What a codec may grow to: a stream that wants more is made to use up memory. */
const MAX_CODEC_BYTES = 512 * 1024 * 1024

/** Refuses to grow a codec's memory beyond {@link MAX_CODEC_BYTES}; the codec then reports that it has none left. */
const capped = (instance: WebAssembly.Instance): void => {
  for (const one of Object.values(instance.exports)) {
    if (!(one instanceof WebAssembly.Memory)) continue
    const grow = one.grow.bind(one)
    one.grow = (pages) => {
      if (one.buffer.byteLength + pages * PAGE_BYTES > MAX_CODEC_BYTES) throw new RangeError('codec memory')
      return grow(pages)
    }
  }
}

type NewDecoder = new () => Decoder

const start = async (
  { glue: gluing, wasm: compiling }: { glue: Promise<Glue>; wasm: Promise<WebAssembly.Module> },
  name: string,
): Promise<NewDecoder> => {
  const [glue, wasm] = await Promise.all([gluing, compiling])
  const module = await glue({
    instantiateWasm: (imports, done) => {
      void WebAssembly.instantiate(wasm, imports).then((instance) => {
        capped(instance)
        done(instance, wasm)
      })
      return {}
    },
    // Codecs chatter about every header; what went wrong is known by the answer.
    print: () => undefined,
    printErr: () => undefined,
  })
  return (
    (module as Readonly<Record<string, NewDecoder | undefined>>)[name] ?? Promise.reject(new TypeError(name))
  )
}

/** Samples side by side out of planes. */
const sideBySide = <T extends Uint8Array | Uint16Array>(data: T, samples: number): T => {
  const out = data.slice() as T
  const plane = data.length / samples
  for (let at = 0; at < data.length; at++)
    out[(at % plane) * samples + Math.floor(at / plane)] = data[at] ?? 0
  return out
}

/** Runs one codec. After a failure it is begun anew: what it left in its memory cannot be trusted. */
const runner = (parts: CodecParts, name: string): LoadedCodec => {
  let loaded: { glue: Promise<Glue>; wasm: Promise<WebAssembly.Module> } | undefined
  let started: Promise<NewDecoder> | undefined
  const ready = (): Promise<NewDecoder> => {
    loaded ??= { glue: parts.glue(), wasm: parts.wasm() }
    return (started ??= start(loaded, name))
  }
  const run: Codec = async (bytes, { bits }, expected) => {
    const { columns, rows, samples } = expected
    try {
      const decoder = new (await ready())()
      decoder.getEncodedBuffer(bytes.length).set(bytes)
      decoder.decode()
      const info = decoder.getFrameInfo()
      const planar = samples > 1 && decoder.getInterleaveMode?.() === 0
      const heap = decoder.getDecodedBuffer()
      const wanted = columns * rows * samples * (bits > 8 ? 2 : 1)
      if (info.width !== columns || info.height !== rows || heap.length < wanted)
        throw new Undecodable('size')
      const copy = heap.slice(0, wanted)
      decoder.delete()
      const data = bits > 8 ? new Uint16Array(copy.buffer) : copy
      return { columns, rows, samples, bits, data: planar ? sideBySide(data, samples) : data }
    } catch (thrown) {
      started = undefined
      throw thrown instanceof Undecodable ? thrown : new Undecodable('damaged')
    }
  }
  // Whoever decodes hears what went wrong.
  return Object.assign(run, { load: () => void ready().catch(() => undefined) })
}

/** A codec that can be loaded before it is needed. */
type LoadedCodec = Codec & { readonly load: () => void }

/** The compiled codecs, each loaded when it is first needed. */
export const wasmCodecs = (parts: {
  readonly charls: CodecParts
  readonly openJpeg: CodecParts
}): Record<keyof Pick<Tools, 'jpegLs' | 'jpeg2000'>, LoadedCodec> => ({
  jpegLs: runner(parts.charls, 'JpegLSDecoder'),
  jpeg2000: runner(parts.openJpeg, 'J2KDecoder'),
})
