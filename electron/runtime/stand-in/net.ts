import type * as Electron from 'electron'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { named } from './guard'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
}

/** First and last byte of a `Range: bytes=a-b` header, or undefined where it is not one that fits. */
function rangeOf(header: string | null, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start <= end ? { start, end } : undefined
}

/** Reads `file:` addresses only: Palpa asks nobody outside the laptop for anything. */
async function fetchFile(input: string | Request, init?: RequestInit): Promise<Response> {
  const url = typeof input === 'string' ? input : input.url
  if (!url.startsWith('file:')) throw new Error(`stand-in: electron.net.fetch of ${url} is not implemented`)
  const path = fileURLToPath(url)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Error('net::ERR_FILE_NOT_FOUND')
  const headers = new Headers({ 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
  const asked = new Headers(init?.headers ?? (typeof input === 'string' ? undefined : input.headers))
  const range = rangeOf(asked.get('range'), found.size)
  headers.set('content-length', String(range ? range.end - range.start + 1 : found.size))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${found.size}`)
  const body = Readable.toWeb(createReadStream(path, range)) as unknown as BodyInit
  return new Response(body, { status: range ? 206 : 200, headers })
}

export const net = named('electron.net', {
  fetch: fetchFile,
  isOnline: () => false,
} satisfies Pick<Electron.Net, 'fetch' | 'isOnline'>)
