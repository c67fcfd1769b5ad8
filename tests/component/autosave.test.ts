// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fail, ok } from '@shared/errors'
import { emptyAnswers } from '@shared/exam/answers'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { BESIDE } from '@shared/records/beside'
import { autosave } from '../../renderer/exam/autosave'
import { wordsFor } from '../../renderer/wording'

const AT = '2026-11-22T10:41:00.000Z'
const ID = '01940000-0000-7000-9000-000000000001'
const bodyWith = (text: string): ExamBody => ({
  visitOn: '2026-11-22',
  answers: emptyAnswers(),
  refused: { typed: text },
  confirmed: {},
  dispositions: [],
})
const draft: ExamDraft = {
  examId: ID,
  patientId: ID,
  sequence: 1,
  savedAt: AT,
  startedAt: AT,
  body: bodyWith(''),
}

/** Main in miniature: counts what arrives, and can refuse it or lose its answer. */
let arrived: { text: string | undefined; base: number }[]
let answer: 'saves' | 'full' | 'losesAnswer' | 'conflict' | 'beside'
let sequence: number
let text: string
beforeEach(() => {
  vi.useFakeTimers()
  ;[arrived, answer, sequence, text] = [[], 'saves', 1, '']
  let last = ''
  vi.stubGlobal('palpa', {
    'exams.saveDraft': (input: { body: ExamBody; baseSequence: number }) => {
      const sent = input.body.refused['typed'] ?? ''
      arrived.push({ text: sent, base: input.baseSequence })
      if (answer === 'full') return Promise.resolve(fail('diskFull'))
      if (answer === 'conflict') return Promise.resolve(fail('conflict'))
      if (answer === 'beside') return Promise.resolve(fail('conflict', { detail: BESIDE }))
      if (input.baseSequence === sequence) {
        sequence += 1
        last = sent
      } else if (input.baseSequence !== sequence - 1 || sent !== last)
        return Promise.resolve(fail('conflict'))
      return answer === 'losesAnswer'
        ? Promise.reject(new Error('gone'))
        : Promise.resolve(ok({ sequence, savedAt: AT }))
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const saving = (more: Partial<ExamDraft> = {}) =>
  autosave({ ...draft, ...more }, () => ({ body: bodyWith(text), focus: undefined }))
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('tries a failed save again by itself, less and less often, until it is through', async () => {
  const save = saving()
  answer = 'full'
  text = 'a'
  save.changed()
  await pass(150)
  expect(arrived).toHaveLength(1)
  for (const [ms, tries] of [
    [999, 1],
    [1, 2],
    [1999, 2],
    [1, 3],
    [4000, 4],
    [60_000, 7],
  ] as const) {
    await pass(ms)
    expect(arrived).toHaveLength(tries)
  }
  expect(save.problem.value?.code).toBe('diskFull')
  answer = 'saves'
  await pass(30_000)
  expect(save.problem.value).toBeUndefined()
  expect(save.pending.value).toBe(false)
  await pass(120_000)
  expect(arrived).toHaveLength(8)
})

it('tries at once when somebody types or asks for it', async () => {
  const save = saving()
  answer = 'full'
  save.changed()
  await pass(16_000)
  const before = arrived.length
  text = 'ab'
  save.changed()
  await pass(150)
  expect(arrived.slice(before)).toEqual([{ text: 'ab', base: 1 }])
  answer = 'saves'
  expect(await save.flush()).toBe(true)
  expect(save.problem.value).toBeUndefined()
})

it('does not repeat what no repeating mends, and keeps what was typed as not saved', async () => {
  const save = saving()
  answer = 'conflict'
  save.changed()
  await pass(600_000)
  expect(arrived).toHaveLength(1)
  expect(save.pending.value).toBe(true)
})

it('goes on handing over what is typed once another window has the visit: it lies beside it and is safe', async () => {
  const save = saving()
  answer = 'beside'
  text = 'a'
  save.changed()
  await pass(150)
  expect(save.pending.value).toBe(false)
  expect(wordsFor(save.problem.value!)).toMatch(
    /^Another window has this visit by now\. .* kept, sealed, beside it\./u,
  )
  text = 'ab'
  save.changed()
  expect(save.pending.value).toBe(true)
  // Locking and leaving need not wait for anything.
  expect(await save.flush()).toBe(true)
  expect(arrived.map((one) => one.text)).toEqual(['a', 'ab'])
})

it('sends a save whose answer was lost once more as it was, then what was typed since', async () => {
  const save = saving()
  answer = 'losesAnswer'
  text = 'a'
  save.changed()
  await pass(150)
  expect(save.problem.value?.code).toBe('unexpected')
  answer = 'saves'
  text = 'ab'
  save.changed()
  expect(await save.flush()).toBe(true)
  expect(arrived.map((one) => one.text)).toEqual(['a', 'a', 'ab'])
  expect(save.sequence()).toBe(3)
})

it('saves at once what the disk had refused before the visit was opened again', async () => {
  text = 'kept'
  const save = saving({ unsaved: true })
  expect(save.pending.value).toBe(true)
  await pass(0)
  expect(arrived).toEqual([{ text: 'kept', base: 1 }])
  expect(save.pending.value).toBe(false)
})

it('tries nothing any more once it is stopped', async () => {
  const save = saving()
  answer = 'full'
  save.changed()
  await pass(150)
  save.stop()
  await pass(120_000)
  expect(arrived).toHaveLength(1)
})

it('sends what is typed without a pause within 300 ms of the first change, again and again', async () => {
  const save = saving()
  for (let key = 1; key <= 60; key += 1) {
    text = String(key)
    save.changed()
    await pass(50)
  }
  // Three seconds of typing: never more than 300 ms of it are on their way.
  expect(arrived.length).toBeGreaterThanOrEqual(10)
  const gaps = arrived.map(({ text: sent }, at) => (Number(sent) - Number(arrived[at - 1]?.text ?? 0)) * 50)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(300)
  expect(arrived.map(({ base }) => base)).toEqual(arrived.map((_, at) => at + 1))
})
