import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeCodec } from '../../electron/runtime/stand-in/codec'

const { encode, decode } = makeCodec()

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: false,
  withBoxedValues: false,
  maxDepth: 4,
})

it('carries whatever structured clone carries', () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(decode(encode(value))).toStrictEqual(structuredClone(value))
    }),
    { numRuns: 300, seed: 20_260_302 },
  )
})

it('keeps what is the same object the same, and loops', () => {
  const shared = { a: 1 }
  const loop: unknown[] = [shared, shared]
  loop.push(loop)
  const back = decode(encode(loop)) as unknown[]
  expect(back[0]).toBe(back[1])
  expect(back[2]).toBe(back)
})

it.each([[() => 1], [Symbol('s')], [Promise.resolve()], [new WeakMap()]])('refuses %s', (value) => {
  expect(() => encode({ value })).toThrow('An object could not be cloned.')
})
