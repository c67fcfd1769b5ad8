// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'
import type { Answer } from '@shared/exam/answer'
import { useRound, type Round } from '../../renderer/exam/round'

const ORDER = [
  'complaint.painNow',
  'complaint.painAverage',
  'plan.options',
  'plan.heatMinutes',
  'followUp.safetyNet',
] as const
const said = (value: number | string | string[], via: Answer['via'] = 'entered'): Answer => ({
  is: 'value',
  value,
  via,
  at: '2026-11-22T10:40:00.000Z',
  by: 'x',
})

const answers = shallowRef<Readonly<Record<string, Answer>>>({})
const typing = ref<string>()
const done = vi.fn()
let scope: EffectScope
let round: Round
/** A number is asked for only where a test wants one. */
let withNumber = false
const open = (): string[] =>
  ORDER.filter((path) => answers.value[path] === undefined && (withNumber || path !== 'plan.heatMinutes'))
const box = (path: string): HTMLInputElement =>
  document.querySelector<HTMLInputElement>(`[data-path="${path}"] input`)!
const at = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-path]')?.dataset['path']
const answer = async (path: string, what: Answer): Promise<void> => {
  answers.value = { ...answers.value, [path]: what }
  await nextTick()
  await nextTick()
}
const press = async (key: string): Promise<void> => {
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  )
  await nextTick()
  await nextTick()
}

beforeEach(async () => {
  withNumber = false
  answers.value = {}
  typing.value = undefined
  done.mockClear()
  document.body.innerHTML = ORDER.map((path) => `<div data-path="${path}"><input></div>`).join('')
  scope = effectScope()
  round = scope.run(() =>
    useRound({
      changed: () => answers.value,
      typing: () => typing.value,
      answerOf: (path) => answers.value[path],
      open,
      next: (from) =>
        from !== undefined && 'after' in from
          ? (open().find((path) => ORDER.indexOf(path as never) > ORDER.indexOf(from.after as never)) ??
            open()[0])
          : open()[0],
      jump: (path) => {
        box(path).focus()
        return Promise.resolve()
      },
      done,
    }),
  )!
  await round.go(undefined)
})
afterEach(() => scope.stop())

describe('going round', () => {
  it('starts at the first open answer and goes on from each that is given', async () => {
    expect(at()).toBe('complaint.painNow')
    await answer('complaint.painNow', said(3))
    expect(at()).toBe('complaint.painAverage')
    await answer('complaint.painAverage', { is: 'unknown', at: '', by: 'x', via: 'entered' })
    expect(at()).toBe('plan.options')
  })

  it('waits for text to be left, and for Enter where several may be chosen', async () => {
    typing.value = 'complaint.painNow'
    await answer('complaint.painNow', said(1))
    expect(at()).toBe('complaint.painNow')
    typing.value = undefined
    await press('Enter')
    expect(at()).toBe('complaint.painAverage')
    await answer('complaint.painAverage', said(2))
    await answer('plan.options', said(['heat']))
    expect(at()).toBe('plan.options')
    await press('Enter')
    expect(at()).toBe('followUp.safetyNet')
  })

  it('goes on from a plan set and from an answer that stands alone', async () => {
    await answer('complaint.painNow', said(3))
    await answer('complaint.painAverage', said(3))
    await answer('plan.options', said(['heat'], 'planSet'))
    expect(at()).toBe('followUp.safetyNet')
  })

  /** The cursor in a box that says so much, before a row with a key of that letter. */
  const before = async (path: string, text: string, next: string, letter: string) => {
    withNumber = true
    const heard = vi.fn<(key: string) => void>()
    box(next).setAttribute('aria-keyshortcuts', letter)
    box(next).addEventListener('keydown', (event) => heard(event.key))
    box(path).inputMode = 'decimal'
    box(path).value = text
    await round.go({ after: ORDER[ORDER.indexOf(path as never) - 1] ?? '' })
    expect(at()).toBe(path)
    return heard
  }

  it('ends a number with the letter that chooses in the next row, and leaves every other letter in the box', async () => {
    const heard = await before('plan.heatMinutes', '12', 'followUp.safetyNet', 'y')
    box('plan.heatMinutes').addEventListener(
      'blur',
      () => (answers.value = { ...answers.value, 'plan.heatMinutes': said(12) }),
    )
    for (const key of ['x', 'Y', 'l']) await press(key)
    expect(at()).toBe('plan.heatMinutes')
    await press('y')
    await nextTick()
    expect(at()).toBe('followUp.safetyNet')
    expect(heard.mock.calls).toEqual([['y']])
  })

  it('keeps a number that is not taken, and the letter with nobody', async () => {
    const heard = await before('plan.heatMinutes', '77', 'followUp.safetyNet', 'y')
    await press('y')
    await nextTick()
    expect(at()).toBe('plan.heatMinutes')
    expect(heard).not.toHaveBeenCalled()
  })

  it('takes no letter from what is no number: 5y is five years', async () => {
    const heard = await before('plan.options', '5', 'plan.heatMinutes', 'y')
    await press('y')
    expect(at()).toBe('plan.options')
    expect(heard).not.toHaveBeenCalled()
  })

  it('stays with what is refused', async () => {
    box('complaint.painNow').setAttribute('aria-invalid', 'true')
    await press('Enter')
    expect(at()).toBe('complaint.painNow')
  })

  it('comes back for what is still open, and ends where nothing is', async () => {
    await press('Enter')
    await answer('complaint.painAverage', said(2))
    await answer('plan.options', said(['none']))
    await answer('followUp.safetyNet', said('yes'))
    expect(at()).toBe('complaint.painNow')
    await answer('complaint.painNow', said(1))
    expect(round.going.value).toBe(false)
    expect(done).toHaveBeenCalledOnce()
  })

  it.each(['Escape', 'pointer'])('ends with %s: then nothing moves unless asked', async (by) => {
    if (by === 'Escape') await press('Escape')
    else dispatchEvent(new Event('pointerdown'))
    await answer('complaint.painNow', said(3))
    expect(at()).toBe('complaint.painNow')
  })

  it('goes back to the answer that was taken back', async () => {
    await answer('complaint.painNow', said(3))
    await round.back()
    expect(at()).toBe('complaint.painNow')
  })
})
