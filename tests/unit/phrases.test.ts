import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  callBefore,
  expand,
  findPhrase,
  nextStop,
  replaceCall,
  stopsIn,
  unfilledIn,
  withoutOptional,
  type Phrase,
} from '@shared/phrases/phrase'

const ME = '01936b5c-0000-7000-8000-00000000000a'
const phraseOf = (name: string, text: string, personId: string | null): Phrase => ({
  phraseId: ME,
  revision: 1,
  name,
  text,
  personId,
})

describe('stops', () => {
  it('are found with what belongs there, and whether they must be filled', () => {
    expect(stopsIn('Sits [[hours]] h, [[at a desk|in a car]], [[since when?]].')).toMatchObject([
      { says: 'hours', required: true, options: [] },
      { says: 'at a desk|in a car', required: true, options: ['at a desk', 'in a car'] },
      { says: 'since when', required: false },
    ])
  })

  it('hold a signature back only where they must be filled', () => {
    expect(unfilledIn('Sits [[hours]] h [[since when?]].').map((stop) => stop.says)).toEqual(['hours'])
    expect(unfilledIn('Sits 9 h.')).toEqual([])
  })

  it('that may be left go away with the comma that led to them', () => {
    expect(withoutOptional('Sits 9 h, [[since when?]].')).toBe('Sits 9 h.')
    expect(withoutOptional('Sits [[hours]] h [[where?]] daily.')).toBe('Sits [[hours]] h daily.')
  })

  it('are walked round, from wherever the caret stands', () => {
    const text = 'a [[one]] b [[two]]'
    expect(nextStop(text, 0)?.says).toBe('one')
    expect(nextStop(text, 3)?.says).toBe('two')
    expect(nextStop(text, 15)?.says).toBe('one')
    expect(nextStop('none', 0)).toBeUndefined()
  })
})

describe('a call', () => {
  it.each([
    ['.sit', 4, 'sit'],
    ['Pain. .sit', 10, 'sit'],
    ['(.sit', 5, 'sit'],
  ])('%s is one', (text, caret, name) => {
    expect(callBefore(text, caret)).toEqual({ name, from: caret - name.length - 1 })
  })
  it.each(['e.g', '3.5', 'word', '.', 'x.sit'])('%s is none', (text) => {
    expect(callBefore(text, text.length)).toBeUndefined()
  })

  it('takes the person’s own phrase before the clinic’s, and nobody else’s', () => {
    const clinic = phraseOf('sit', 'clinic', null)
    const mine = phraseOf('sit', 'mine', ME)
    const other = phraseOf('sit', 'other', '01936b5c-0000-7000-8000-00000000000b')
    expect(findPhrase([other, clinic, mine], 'sit', ME)?.text).toBe('mine')
    expect(findPhrase([other, clinic], 'sit', ME)?.text).toBe('clinic')
    expect(findPhrase([other], 'sit', ME)).toBeUndefined()
  })
})

describe('expanding', () => {
  it('puts in what a field says today, and leaves a stop where it says nothing', () => {
    const live = (id: string): string | undefined => (id === 'complaint.painNow' ? '4 of 10' : undefined)
    expect(expand('Pain [[=complaint.painNow]], worst [[=complaint.painWorst]].', live)).toBe(
      'Pain 4 of 10, worst [[complaint.painWorst]].',
    )
  })

  it('replaces the call alone and goes to the first stop of the phrase', () => {
    const before = 'Before [[x]]. .sit After'
    const done = replaceCall(before, { from: 14 }, 18, 'Sits [[hours]] h.')
    expect(done.text).toBe('Before [[x]]. Sits [[hours]] h. After')
    expect(done.text.slice(done.from, done.to)).toBe('[[hours]]')
  })

  it('never loses a character of what stood around the call', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (left, right, phrase) => {
        const text = `${left}.sit${right}`
        const { text: after } = replaceCall(text, { from: left.length }, left.length + 4, phrase)
        expect(after).toBe(`${left}${phrase}${right}`)
      }),
    )
  })
})
