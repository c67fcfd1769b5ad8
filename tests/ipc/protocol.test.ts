import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageHandler, parseRange, type ByteSource } from '../../electron/ipc/protocol'

const folder = mkdtempSync(join(tmpdir(), 'palpa-pages-'))
const root = join(folder, 'renderer')
const bytes = Uint8Array.from({ length: 10 }, (_, i) => i)
const id = '01936b5c-0000-7000-8000-000000000001'

const source: ByteSource = {
  type: 'image/png',
  length: bytes.length,
  read: (start, end) => new Blob([bytes.slice(start, end)]).stream(),
}
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  pageHandler({
    root,
    contentSecurityPolicy: "default-src 'self'",
    image: (imageId) => Promise.resolve(imageId === id ? source : undefined),
    thumbnail: () => Promise.resolve(undefined),
  })(new Request(`app://clinic${path}`, { headers, method }))

beforeAll(() => {
  mkdirSync(root)
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>Palpa</title>')
  writeFileSync(join(folder, 'secret.html'), 'outside')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('pages', () => {
  it('come with their policy', async () => {
    const answer = await ask('/index.html')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'self'")
    expect(await answer.text()).toContain('Palpa')
  })

  it.each(['/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '/none.html', '/', '/vault.db'])(
    'do not reach %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404)
    },
  )

  it('are read only', async () => {
    expect((await ask('/index.html', {}, 'POST')).status).toBe(405)
  })
})

describe('sealed images', () => {
  it('come whole and are never cached', async () => {
    const answer = await ask(`/image/${id}`)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  it('come in ranges', async () => {
    const answer = await ask(`/image/${id}`, { range: 'bytes=2-4' })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe('bytes 2-4/10')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes.slice(2, 5))
  })

  it('refuse a range outside', async () => {
    expect((await ask(`/image/${id}`, { range: 'bytes=10-' })).status).toBe(416)
  })

  it('are nowhere without their id or while locked', async () => {
    expect((await ask('/image/01936b5c-0000-7000-8000-000000000002')).status).toBe(404)
    expect((await ask(`/thumbnail/${id}`)).status).toBe(404)
  })
})

describe('a range', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=5-', { start: 5, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-30', { start: 0, end: 10 }],
    ['bytes=8-99', { start: 8, end: 10 }],
    ['bytes=4-2', undefined],
    ['bytes=-', undefined],
    ['bytes=-0', undefined],
    ['bytes=0-1,4-5', undefined],
    ['items=0-1', undefined],
  ])('%s', (header, expected) => {
    expect(parseRange(header, 10)).toEqual(expected)
  })
})
