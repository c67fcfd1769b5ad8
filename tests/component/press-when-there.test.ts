// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { focusNextField } from '../../renderer/ui/focus'
import { pressWhenThere } from '../../renderer/exam/press-when-there'

const pressed = vi.fn<(id: string) => void>()
const add = (id: string): void => {
  const button = document.createElement('button')
  button.dataset['see'] = ''
  button.addEventListener('click', () => pressed(id))
  document.body.append(button)
}
/** What a change of the page sets off has been heard. */
const heard = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  document.body.innerHTML = ''
  pressed.mockClear()
})

describe('a button that a key asks for', () => {
  it('is pressed at once where it stands, the last of several', () => {
    add('one')
    add('two')
    pressWhenThere('[data-see]')
    expect(pressed.mock.calls).toEqual([['two']])
  })

  it('is pressed once when it comes', async () => {
    pressWhenThere('[data-see]')
    add('one')
    await heard()
    add('two')
    await heard()
    expect(pressed.mock.calls).toEqual([['one']])
  })

  it('is given up at the next key', async () => {
    pressWhenThere('[data-see]')
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
    add('one')
    await heard()
    expect(pressed).not.toHaveBeenCalled()
  })
})

describe('Enter in a row with a second field', () => {
  it('goes to that field, and on from it', () => {
    document.body.innerHTML =
      '<div data-rows><div data-path="a"><input id="a"><span data-path="a2"><input id="a2"></span></div>' +
      '<div data-path="b"><input id="b"></div></div>'
    const by = (id: string): HTMLElement => document.getElementById(id)!
    expect(focusNextField(by('a'))).toBe(true)
    expect(document.activeElement).toBe(by('a2'))
    expect(focusNextField(by('a2'))).toBe(true)
    expect(document.activeElement).toBe(by('b'))
    expect(focusNextField(by('b'))).toBe(false)
  })
})
