// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, nextTick, ref, type Ref } from 'vue'
import Chips from '../../renderer/ui/Chips.vue'
import FieldRow from '../../renderer/ui/FieldRow.vue'
import { assignKeys } from '../../renderer/ui/row-keys'
import ScoreKeys from '../../renderer/ui/ScoreKeys.vue'
import SegKeys from '../../renderer/ui/SegKeys.vue'
import { spoken } from '../../renderer/ui/spoken'
import type { Unanswered } from '@shared/exam/answer'

const mounted: VueWrapper[] = []
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount()
})
const show = (render: () => ReturnType<typeof h>): VueWrapper => {
  const wrapper = mount(defineComponent({ render }), { attachTo: document.body })
  mounted.push(wrapper)
  return wrapper
}
const options = ['clear', 'unclear', 'cannot tell'].map((label) => ({ value: label, label }))
const focusedText = (): string => document.activeElement?.textContent ?? ''

const seg = (value: Ref<string | undefined>): VueWrapper =>
  show(() =>
    h(SegKeys, {
      options,
      label: 'Margins',
      modelValue: value.value,
      'onUpdate:modelValue': (next: string | undefined) => {
        value.value = next
      },
    }),
  )

describe('letters of a row', () => {
  it('gives each option a letter of its own, the start of a word first', () => {
    const labels = ['none', 'low back', 'hip', 'buttock', 'thigh', 'groin', 'abdomen', 'below knee']
    const keys = assignKeys(labels.map((label) => ({ value: label, label }))).map((option) => option.key)
    expect(keys).toEqual(['n', 'l', 'h', 'b', 't', 'g', 'a', 'k'])
  })

  it('takes the digit of a graded option', () => {
    expect(assignKeys([{ value: '3', label: '3 withdraws' }])[0]?.key).toBe('3')
  })
})

describe('a label without the letter of its key', () => {
  it('shows the letter in its corner, says nothing of it, and is chosen by it', async () => {
    const chosen = ref<string>()
    const wrapper = show(() =>
      h(SegKeys, {
        options: [
          { value: 'yes', label: '是', key: 'y' },
          { value: 'no', label: '否', key: 'n' },
        ],
        label: '发热或寒战',
        modelValue: chosen.value,
        'onUpdate:modelValue': (next: string | undefined) => {
          chosen.value = next
        },
      }),
    )
    const letters = wrapper.findAll('u')
    expect(letters.map((letter) => letter.text())).toEqual(['y', 'n'])
    expect(letters.every((letter) => letter.attributes('aria-hidden') === 'true')).toBe(true)
    expect(wrapper.findAll('button').map((key) => key.attributes('aria-keyshortcuts'))).toEqual(['y', 'n'])
    await wrapper.find('.keys').trigger('keydown', { key: 'n' })
    expect(chosen.value).toBe('no')
    const english = seg(ref<string>())
    expect(english.findAll('u').every((letter) => letter.attributes('aria-hidden') === undefined)).toBe(true)
  })
})

describe('SegKeys', () => {
  it('moves by arrows without choosing and chooses by Space', async () => {
    const value = ref<string>()
    const wrapper = seg(value)
    wrapper.findAll('button')[0]!.element.focus()
    await wrapper.find('.keys').trigger('keydown', { key: 'ArrowRight' })
    await nextTick()
    expect(focusedText()).toBe('unclear')
    expect(value.value).toBeUndefined()
    await wrapper.findAll('button')[1]!.trigger('click')
    expect(value.value).toBe('unclear')
  })

  it('chooses by letter at once, clears by the same letter, and by Backspace', async () => {
    const value = ref<string>()
    const wrapper = seg(value)
    const press = (key: string): Promise<void> => wrapper.find('.keys').trigger('keydown', { key })
    await press('u')
    expect(value.value).toBe('unclear')
    await press('u')
    expect(value.value).toBeUndefined()
    await press('c')
    await press('Backspace')
    expect(value.value).toBeUndefined()
  })

  it('leaves commands alone', async () => {
    const value = ref<string>()
    await seg(value).find('.keys').trigger('keydown', { key: 'c', ctrlKey: true })
    expect(value.value).toBeUndefined()
  })
})

describe('Chips', () => {
  it('keeps the order of the row, and an exclusive option stands alone', async () => {
    const value = ref<string[]>([])
    const wrapper = show(() =>
      h(Chips, {
        options: ['none', 'hip', 'buttock'].map((label) => ({ value: label, label })),
        exclusive: ['none'],
        modelValue: value.value,
        'onUpdate:modelValue': (next: string[]) => {
          value.value = next
        },
      }),
    )
    const press = (key: string): Promise<void> => wrapper.find('.keys').trigger('keydown', { key })
    await press('b')
    await press('h')
    expect(value.value).toEqual(['hip', 'buttock'])
    await press('n')
    expect(value.value).toEqual(['none'])
    await press('h')
    expect(value.value).toEqual(['hip'])
    await press('h')
    expect(value.value).toEqual([])
  })
})

describe('ScoreKeys', () => {
  const score = (value: Ref<number | undefined>): VueWrapper =>
    show(() =>
      h(ScoreKeys, {
        modelValue: value.value,
        'onUpdate:modelValue': (next: number | undefined) => {
          value.value = next
        },
      }),
    )

  it('takes an unambiguous digit at once and holds a 1 for the 0 that may follow', async () => {
    const value = ref<number>()
    const wrapper = score(value)
    const press = (key: string): Promise<void> => wrapper.find('.keys').trigger('keydown', { key })
    await press('7')
    expect(value.value).toBe(7)
    await press('1')
    expect(value.value).toBe(7)
    await press('0')
    expect(value.value).toBe(10)
    await press('0')
    expect(value.value).toBe(0)
  })

  it('commits the held 1 on leaving, and by Enter', async () => {
    const value = ref<number>()
    const wrapper = score(value)
    await wrapper.find('.keys').trigger('keydown', { key: '1' })
    await wrapper.find('.keys').trigger('focusout')
    expect(value.value).toBe(1)
    value.value = undefined
    await wrapper.find('.keys').trigger('keydown', { key: '1' })
    await wrapper.find('.keys').trigger('keydown', { key: 'Enter' })
    expect(value.value).toBe(1)
  })
})

describe('FieldRow', () => {
  it('names and describes its control and goes from answer to not examined and back by keys', async () => {
    const value = ref<string>()
    const none = ref<Unanswered>()
    const wrapper = show(() =>
      h(
        FieldRow,
        {
          path: 'nodule.margins@1',
          label: 'Margins',
          required: true,
          offers: ['notExamined', 'unknown'],
          state: none.value === undefined ? (value.value === undefined ? 'empty' : 'typed') : 'unanswered',
          unanswered: none.value,
          value: value.value ?? '',
          onUnanswered: (which: Unanswered) => {
            none.value = which
          },
          onClear: () => {
            none.value = undefined
          },
        },
        () =>
          h(SegKeys, {
            options,
            modelValue: value.value,
            'onUpdate:modelValue': (next: string | undefined) => {
              value.value = next
            },
          }),
      ),
    )
    const group = wrapper.find('[role=radiogroup]')
    const text = (id: string): string =>
      document.getElementById(group.attributes(id) ?? '')?.textContent ?? ''
    expect(text('aria-labelledby')).toBe('Margins')
    expect(text('aria-describedby')).toBe('not answered, required')

    wrapper.find('button').element.focus()
    await wrapper.find('[role=radiogroup]').trigger('keydown', { key: '-' })
    await nextTick()
    expect(none.value).toBe('notExamined')
    expect(focusedText()).toBe('not examined')
    await wrapper.find('button.void').trigger('keydown', { key: '-' })
    await nextTick()
    expect(none.value).toBeUndefined()
    await wrapper.find('[role=radiogroup]').trigger('keydown', { key: ',' })
    expect(none.value).toBeUndefined()
  })
})

describe('what a screen reader hears', () => {
  const said = { required: false, value: 'clear', unanswered: undefined, when: '', message: '' } as const
  it.each([
    [{ ...said, state: 'empty', required: true, value: '' }, 'not answered, required'],
    [{ ...said, state: 'unanswered', unanswered: 'notAsked' }, 'not asked'],
    [
      { ...said, state: 'ghost', when: '11 October' },
      'Last visit 11 October: clear. Not examined today. Equals confirms',
    ],
    [{ ...said, state: 'typed' }, 'clear, today'],
    [{ ...said, state: 'refused', message: '0 to 10 only.' }, 'Refused. 0 to 10 only.'],
    [{ ...said, state: 'signed' }, 'clear, signed, read only'],
  ] as const)('%j', (row, words) => {
    expect(spoken(row)).toBe(words)
  })
})
