import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeflateWalk } from '../../shared/imaging/deflate'

const walked = (packed: Uint8Array, chunk = packed.length || 1): DeflateWalk => {
  const walk = new DeflateWalk()
  for (let at = 0; at < packed.length; at += chunk) walk.accept(packed.subarray(at, at + chunk))
  return walk
}
/** What zlib makes of it: the bytes that come out, or nothing. */
const unpacked = (packed: Uint8Array): number | undefined => {
  try {
    return inflateRawSync(packed).length
  } catch {
    return undefined
  }
}

/** Bytes that repeat and bytes that do not, so that every kind of block and every distance occurs. */
const content = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 200 })), { maxLength: 12 })
  .map((parts) => Buffer.concat(parts.flatMap(([part, times]) => new Array<Uint8Array>(times).fill(part))))
const how = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(
    constants.Z_DEFAULT_STRATEGY,
    constants.Z_FIXED,
    constants.Z_HUFFMAN_ONLY,
    constants.Z_RLE,
  ),
  memLevel: fc.integer({ min: 1, max: 9 }),
})

describe('a deflate stream that is followed and not unpacked', () => {
  it('ends where zlib says, with as many bytes, however it is cut', () => {
    fc.assert(
      fc.property(content, how, fc.integer({ min: 1, max: 3000 }), (bytes, options, chunk) => {
        const walk = walked(deflateRawSync(bytes, options), chunk)
        expect([walk.state, walk.out]).toEqual(['ended', bytes.length])
      }),
      { numRuns: 400 },
    )
  })

  it('is open wherever it is cut short', () => {
    fc.assert(
      fc.property(content, how, fc.nat(), (bytes, options, cut) => {
        const packed = deflateRawSync(bytes, options)
        expect(walked(packed.subarray(0, cut % packed.length), 700).state).toBe('open')
      }),
      { numRuns: 400 },
    )
  })

  it('whatever is changed in it: it ends when and only when zlib unpacks it, with as many bytes', () => {
    let ended = 0
    fc.assert(
      fc.property(
        content,
        how,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (bytes, options, changes) => {
          const packed = deflateRawSync(bytes, options)
          for (const [at, to] of changes) packed[at % packed.length] = to
          const walk = walked(packed, 999)
          if (walk.state === 'ended') ended += 1
          expect(walk.state === 'ended' ? walk.out : undefined).toBe(unpacked(packed))
        },
      ),
      { numRuns: 1500 },
    )
    expect(ended).toBeGreaterThan(0)
  })

  it('a bomb of 1 to 1,032 is counted, and nothing of it kept', () => {
    const packed = deflateRawSync(new Uint8Array(256 << 20))
    const before = process.memoryUsage().arrayBuffers
    const walk = walked(packed, 4096)
    expect([walk.state, walk.out]).toEqual(['ended', 256 << 20])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20)
  })
})
