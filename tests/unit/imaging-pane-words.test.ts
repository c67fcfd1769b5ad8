import { expect, it } from 'vitest'
import { ref } from 'vue'
import type { Dated } from '../../shared/imaging/visits'
import { besidesOf, labelOf } from '../../renderer/images/viewer/pane-words'
import type { Pane } from '../../renderer/images/viewer/desk'

/** A film with a picture of which the file says one thing and a person another. */
const pane = (modality: string, words: string): Pane => {
  const facts = { kind: 'dicom', columns: 1, rows: 1, frames: 1, modality }
  const dated = { stack: { images: [{ facts }] }, said: { words }, visitOn: '' } as unknown as Dated
  return { dated: ref(dated), film: { seen: ref() } } as unknown as Pane
}

it('a modality that the file and a person say is said once; one that they do not agree on twice', () => {
  expect(labelOf(pane('MR', 'MRI'))).toBe('MRI')
  expect(labelOf(pane('US', 'R1, ultrasound'))).toBe('Ultrasound, R1')
  expect(labelOf(pane('US', 'R1, MRI'))).toBe('Ultrasound, R1, MRI')
  expect(besidesOf(pane('MR', ''))).toBe('')
})
