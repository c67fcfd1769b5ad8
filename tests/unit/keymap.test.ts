import { describe, expect, it } from 'vitest'
import {
  chordsOf,
  KEYMAP,
  pressed,
  SCOPES,
  shownChord,
  type Binding,
  type Scope,
} from '@shared/keymap/keymap'

const bindings: readonly Binding[] = KEYMAP
const ancestors = (scope: Scope): Scope[] => {
  const parent = SCOPES[scope].parent
  return parent === undefined ? [] : [parent, ...ancestors(parent)]
}
const press = (over: Partial<Parameters<typeof pressed>[0]>): Parameters<typeof pressed>[0] => ({
  key: '',
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...over,
})

/** Taken by the desktop itself, so an app that uses them breaks a habit or never hears them. */
const RESERVED = {
  windows: /^(Alt\+(F4|Tab|Escape|Space)|Ctrl\+(Escape|Alt\+Delete|Shift\+Escape)|F11|Shift\+F10)$/u,
  linux: /^(Alt\+(F\d+|Tab|Escape|Space|`)|Ctrl\+Alt\+.*)$/u,
  mac: /^(Cmd\+(Q|W|H|M|Tab|Space|`|,|\.|C|V|X|A)|Cmd\+Shift\+(Q|3|4|5|\/)|F\d+|Ctrl\+(ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Space))$/u,
}

describe('the keymap', () => {
  it('has unique ids', () => {
    expect(new Set(bindings.map((binding) => binding.id)).size).toBe(bindings.length)
  })

  it.each([false, true])('hides no key of a parent scope and repeats none in its own (macOS: %s)', (mac) => {
    for (const binding of bindings) {
      const rivals = bindings.filter(
        (other) => other !== binding && [binding.scope, ...ancestors(binding.scope)].includes(other.scope),
      )
      const taken = new Set(rivals.flatMap((rival) => chordsOf(rival, mac)))
      for (const chord of chordsOf(binding, mac))
        expect(taken.has(chord), `${binding.id}: ${chord}`).toBe(false)
    }
  })

  it('keeps clear of the keys of Windows, Linux and macOS', () => {
    for (const binding of bindings) {
      for (const chord of chordsOf(binding, false)) {
        expect(chord).not.toMatch(RESERVED.windows)
        expect(chord).not.toMatch(RESERVED.linux)
      }
      for (const chord of chordsOf(binding, true)) {
        expect(chord).not.toMatch(RESERVED.mac)
        // Option types characters on macOS.
        expect(chord).not.toMatch(/Alt\+/u)
      }
    }
  })

  it('hears a letter where the layout has it and a digit in the top row', () => {
    expect(pressed(press({ key: 'z', code: 'KeyY', ctrlKey: true }), 'Ctrl+Z')).toBe(true)
    expect(pressed(press({ key: '&', code: 'Digit1', altKey: true }), 'Alt+1')).toBe(true)
    expect(pressed(press({ key: 'z', code: 'KeyZ', ctrlKey: true, shiftKey: true }), 'Ctrl+Z')).toBe(false)
    expect(pressed(press({ key: '?', code: 'Slash', shiftKey: true }), '?')).toBe(true)
    expect(pressed(press({ key: 'k', code: 'KeyK', ctrlKey: true, altKey: true }), 'Ctrl+K')).toBe(false)
  })

  it('hears a sign with Shift only where Shift does not type the sign itself', () => {
    const us = press({ key: '+', code: 'Equal', shiftKey: true })
    expect(pressed(us, 'Shift+=')).toBe(true)
    expect(pressed(us, '=')).toBe(false)
    const german = press({ key: '=', code: 'Digit0', shiftKey: true })
    expect(pressed(german, '=')).toBe(true)
    expect(pressed(german, 'Shift+=')).toBe(false)
    expect(pressed(press({ key: '=', code: 'Equal', altKey: true }), 'Alt+=')).toBe(true)
    expect(pressed(press({ key: '=', code: 'Equal', altKey: true }), '=')).toBe(false)
  })

  it('shows keycaps as they are printed', () => {
    expect(shownChord('Alt+ArrowDown')).toBe('Alt ↓')
    expect(shownChord('Ctrl+Enter')).toBe('Ctrl ↵')
  })
})
