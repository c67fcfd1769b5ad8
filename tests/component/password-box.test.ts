// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import PasswordBox from '../../renderer/ui/PasswordBox.vue'
import { wrongPin } from '../../renderer/wording'

const box = (digits: boolean) => {
  const shown = mount(PasswordBox, {
    props: {
      id: 'secret',
      digits,
      modelValue: '',
      'onUpdate:modelValue': (typed: string) => void shown.setProps({ modelValue: typed }),
    },
  })
  return { shown, input: shown.get('input') }
}

it('masks a PIN, asks for the number keys and lets nothing remember it', async () => {
  const { shown, input } = box(true)
  expect(input.attributes()).toMatchObject({
    type: 'password',
    inputmode: 'numeric',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  await shown.get('button').trigger('click')
  expect(input.attributes('type')).toBe('text')
  expect(shown.get('button').attributes('aria-label')).toBe('Hide what is typed')
})

it('takes a pasted PIN without its blanks and dashes, whole, and nothing else away', async () => {
  const { shown, input } = box(true)
  for (const [pasted, kept] of [
    [' 835 267 ', '835267'],
    ['835-267', '835267'],
    ['835\u2011267', '835267'],
    ['83526x', '83526x'],
    ['8352678352678352678352', '8352678352678352678352'],
  ] as const) {
    await input.setValue(pasted)
    expect(shown.emitted('update:modelValue')?.at(-1)).toEqual([kept])
    expect(input.element.value).toBe(kept)
  }
})

it('leaves a passphrase as it was typed', async () => {
  const { shown, input } = box(false)
  await input.setValue(' two zz-test words ')
  expect(shown.emitted('update:modelValue')?.at(-1)).toEqual([' two zz-test words '])
})

it('says how many tries are left, and what comes then', () => {
  expect(wrongPin(4)).toBe('That is not the PIN. 4 tries left; then it is removed and the passphrase opens.')
  expect(wrongPin(1)).toMatch(/1 try left/u)
})
