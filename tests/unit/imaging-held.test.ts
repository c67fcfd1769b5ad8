import { describe, expect, it } from 'vitest'
import { Held } from '../../renderer/images/held'

const held = () => {
  const freed: string[] = []
  const kept = new Held<string>(
    (one) => (one === '' ? undefined : one.length),
    (one) => freed.push(one),
    10,
  )
  const get = (index: number, one = `${index}234`) => kept.get(index, () => Promise.resolve(one))
  return { kept, freed, get }
}
const settled = () => new Promise((done) => setTimeout(done))

describe('decoded frames that are kept', () => {
  it('fit into their bytes: the longest unused goes first, and its memory with it', async () => {
    const { kept, freed, get } = held()
    await get(0)
    await get(1)
    await get(0)
    await get(2)
    await settled()
    expect(freed).toEqual(['1234'])
    expect([0, 1, 2].map((index) => kept.has(index))).toEqual([true, false, true])
  })

  it('what is on the film stays, however long ago it was asked for', async () => {
    const { kept, freed, get } = held()
    await get(0)
    kept.pin(0)
    for (const index of [1, 2, 3, 4]) await get(index)
    await settled()
    expect(kept.has(0)).toBe(true)
    expect(freed).toEqual(['1234', '2234', '3234'])
    // Another is looked at: the first may go.
    kept.pin(4)
    await get(5)
    await settled()
    expect(freed.at(-1)).toBe('0234')
    expect(kept.has(4)).toBe(true)
  })

  it('one that is larger than all is kept alone, beside what is on the film', async () => {
    const { kept, freed, get } = held()
    await get(0)
    kept.pin(0)
    await get(1, 'larger than ten')
    await get(2, 'another as large')
    await settled()
    expect(freed).toEqual(['larger than ten'])
    expect([0, 2].map((index) => kept.has(index))).toEqual([true, true])
  })

  it('what cannot be shown is not kept, and closing frees none: it may still be looked at', async () => {
    const { kept, freed, get } = held()
    await get(0, '')
    expect(kept.has(0)).toBe(false)
    await get(1)
    kept.clear()
    await settled()
    expect(freed).toEqual([])
  })
})
