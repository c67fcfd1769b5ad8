import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'

/** Bytes of a sealed thing that a page may show, read range by range. `undefined`: none, or locked. */
export interface ByteSource {
  readonly type: string
  readonly length: number
  /** Bytes from `start` up to and without `end`. */
  read(start: number, end: number): ReadableStream<Uint8Array>
}

export interface PageSources {
  /** Folder of the built renderer. */
  readonly root: string
  /** Header of every document. */
  readonly contentSecurityPolicy: string
  /** Opened images of the unlocked vault. */
  readonly image: (imageId: string) => Promise<ByteSource | undefined>
  readonly thumbnail: (imageId: string) => Promise<ByteSource | undefined>
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  // Fonts and character maps that pdf.js reads itself.
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
}

const nowhere = (): Response => new Response(null, { status: 404 })

/** `bytes=a-b`, `bytes=a-` or `bytes=-n`; undefined when it cannot be met. Several ranges are not offered. */
export const parseRange = (header: string, length: number): { start: number; end: number } | undefined => {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header.trim())
  if (!found || (found[1] === '' && found[2] === '')) return undefined
  const [from, to] = [found[1] ?? '', found[2] ?? '']
  const start = from === '' ? Math.max(0, length - Number(to)) : Number(from)
  const end = from === '' || to === '' ? length : Math.min(length, Number(to) + 1)
  return start < end ? { start, end } : undefined
}

const serveBytes = (source: ByteSource | undefined, rangeHeader: string | null): Response => {
  if (!source) return nowhere()
  const headers = {
    'content-type': source.type,
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  if (rangeHeader === null)
    return new Response(source.read(0, source.length), {
      headers: { ...headers, 'content-length': String(source.length) },
    })
  const range = parseRange(rangeHeader, source.length)
  if (!range)
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${source.length}` },
    })
  return new Response(source.read(range.start, range.end), {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(range.end - range.start),
      'content-range': `bytes ${range.start}-${range.end - 1}/${source.length}`,
    },
  })
}

const serveFile = async (sources: PageSources, path: string): Promise<Response> => {
  const file = normalize(join(sources.root, path))
  const type = TYPES[extname(file)]
  if (!file.startsWith(sources.root + sep) || type === undefined) return nowhere()
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return nowhere()
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': type,
      'content-length': String(found.size),
      'content-security-policy': sources.contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
  })
}

/**
 * Answers `app://clinic/…`: the built pages with their policy, and `/image/<id>` and `/thumbnail/<id>` with Range.
 * Anything else is 404. Never cached, since a cache on disk would hold what the vault seals.
 */
export const pageHandler =
  (sources: PageSources) =>
  async (request: Request): Promise<Response> => {
    if (request.method !== 'GET') return new Response(null, { status: 405 })
    const path = decodeURIComponent(new URL(request.url).pathname)
    const range = request.headers.get('range')
    const sealed = /^\/(image|thumbnail)\/([0-9a-f-]{36})$/.exec(path)
    if (sealed) return serveBytes(await sources[sealed[1] as 'image' | 'thumbnail'](sealed[2] ?? ''), range)
    return serveFile(sources, path)
  }
