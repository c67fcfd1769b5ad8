// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { SHEET_SLOT_LABELS } from '@shared/texts/clinic-text'
import type { Rich } from '@shared/texts/rich-types'
import RichEditor from '../../renderer/texts/RichEditor.vue'
import { docOf, richOf } from '../../renderer/texts/rich-schema'

const RICH: Rich = [
  {
    is: 'paragraph',
    inline: [
      { is: 'words', text: 'Call ' },
      { is: 'slot', slot: 'phone', bold: true },
      { is: 'words', text: ' <img src=x onerror=alert(1)> {patient}' },
    ],
  },
  { is: 'list', items: [[{ is: 'words', text: 'one', bold: true }], [{ is: 'words', text: 'two' }]] },
]

it('holds what is kept and gives it back the same', () => {
  expect(richOf(docOf(RICH, SHEET_SLOT_LABELS))).toEqual(RICH)
  expect(richOf(docOf([], SHEET_SLOT_LABELS))).toEqual([])
})

it('shows words as words: nothing typed becomes an element', () => {
  const editor = mount(RichEditor, {
    props: { id: 'x', label: 'Passage 1', slots: SHEET_SLOT_LABELS, modelValue: RICH },
    attachTo: document.body,
  })
  const box = document.querySelector('[role="textbox"][aria-label="Passage 1"]')
  expect(box?.textContent).toContain('<img src=x onerror=alert(1)> {patient}')
  expect(box?.querySelector('img, script, a')).toBeNull()
  expect(box?.querySelector('.slot')?.textContent).toBe('clinic’s phone')
  expect(box?.querySelectorAll('li')).toHaveLength(2)
  editor.unmount()
})
