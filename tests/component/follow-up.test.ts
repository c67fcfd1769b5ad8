// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { answerPath } from '@shared/exam/answer'
import { PLACES } from '@shared/exam/definition'
import FormRow from '../../renderer/exam/FormRow.vue'
import PartForm from '../../renderer/exam/PartForm.vue'
import type { useDraft } from '../../renderer/exam/draft'
import { LINDEN } from './fake-palpa'
import { openedFollowUp, R1 } from './opened-follow-up'

const at = (id: string): string => answerPath(id, R1)
const rowOf = (id: string) => {
  const place = PLACES.find(({ field }) => field.id === id)!
  return place.block.rows.find(({ fields }) => fields.includes(place.field))!
}
const partOf = (id: string) => PLACES.find(({ field }) => field.id === id)!.part

let draft: ReturnType<typeof useDraft>
beforeEach(async () => {
  draft = await openedFollowUp()
})
afterEach(() => vi.unstubAllGlobals())

const mountRow = (id: string) =>
  mount(FormRow, { props: { row: rowOf(id), entryId: R1 }, attachTo: document.body })

describe('a row whose last value stands as a ghost', () => {
  it('is drawn and spoken as the last visit’s, with its day, and is no answer', () => {
    const row = mountRow('nodule.consistency')
    expect(row.get('.row').classes()).toContain('ghost')
    expect(row.get('.when').text()).toBe('11 Oct')
    expect(row.findAll('[role="radio"].ghost').map((key) => key.text())).toEqual(['rubbery'])
    expect(row.findAll('[aria-checked="true"]')).toEqual([])
    expect(row.text()).toContain('Last visit 11 October: rubbery. Not examined today. Equals confirms')
    expect(draft.valueAt(at('nodule.consistency'), 'choice')).toBeUndefined()
  })

  it('takes = as “the same today”, and undo gives the ghost back', async () => {
    const row = mountRow('nodule.consistency')
    await row.get('[role="radio"]').trigger('keydown', { key: '=', code: 'Equal' })
    expect(draft.body?.answers.groups['nodule']?.[0]?.values['nodule.consistency']).toMatchObject({
      value: 'rubbery',
      via: 'same',
      by: LINDEN,
    })
    expect(row.get('.row').classes()).toContain('attested')
    expect(row.get('.when').text()).toMatch(/^same, \d\d:\d\d$/u)
    expect(row.get('[aria-checked="true"]').classes()).toContain('same')
    expect(row.text()).toMatch(/rubbery, same, examined today \d\d:\d\d/u)
    draft.undo()
    await nextTick()
    expect(row.get('.row').classes()).toContain('ghost')
  })

  it('is replaced by what is chosen, and says what was', async () => {
    const row = mountRow('nodule.consistency')
    await row.findAll('[role="radio"]')[2]!.trigger('click')
    expect(draft.valueAt(at('nodule.consistency'), 'choice')).toBe('firm')
    expect(row.get('.row').classes()).toContain('typed')
    expect(row.get('.pencil').text()).toBe('was rubbery')
  })

  it('in a box takes = only while the box is empty', async () => {
    const row = mountRow('nodule.cluster')
    const input = row.get('input')
    expect(input.attributes('placeholder')).toBe('1')
    expect(input.element.value).toBe('')
    await input.setValue('2')
    await input.trigger('keydown', { key: '=', code: 'Equal' })
    expect(draft.valueAt(at('nodule.cluster'), 'quantity')).toBe(2)
    await input.setValue('')
    await input.trigger('keydown', { key: '=', code: 'Equal' })
    expect(draft.isSame(at('nodule.cluster'))).toBe(true)
  })

  it.each(['nodule.status', 'nodule.side'])('never stands at %s, whatever key is pressed', async (id) => {
    const row = mountRow(id)
    const radio = row.get('[role="radio"]')
    await radio.trigger('keydown', { key: '=', code: 'Equal' })
    expect(row.findAll('[role="radio"].ghost')).toEqual([])
    expect(draft.valueAt(at(id), 'choice')).toBeUndefined()
  })
})

describe('a card', () => {
  it('is said to be the same by Shift =, by the plus sign of other layouts, and by its button; in one step', async () => {
    for (const press of [
      { key: '+', code: 'Equal', shiftKey: true },
      { key: '+', code: 'BracketRight' },
    ]) {
      const card = mount(PartForm, {
        props: { part: partOf('nodule.status'), entryId: R1 },
        attachTo: document.body,
      })
      expect(card.text()).toContain('dashed: from earlier visits, not said today')
      await card.get('[role="radio"]').trigger('keydown', press)
      expect(draft.isSame(at('nodule.margins'))).toBe(true)
      expect(draft.valueAt(at('nodule.status'), 'choice')).toBe('same')
      expect(draft.valueAt(at('nodule.side'), 'choice')).toBeUndefined()
      expect(card.text()).not.toContain('dashed: from earlier visits')
      draft.undo()
      expect(draft.isSame(at('nodule.margins'))).toBe(false)
      card.unmount()
    }
  })

  it('is not said by a plus that is typed into a box, nor is a part by the key of cards', async () => {
    const card = mount(PartForm, {
      props: { part: partOf('nodule.status'), entryId: R1 },
      attachTo: document.body,
    })
    const box = card.get('[data-path^="nodule.cluster"] input')
    await box.setValue('1')
    await box.trigger('keydown', { key: '+', code: 'Equal', shiftKey: true })
    expect(draft.isSame(at('nodule.margins'))).toBe(false)
    const part = mount(PartForm, { props: { part: partOf('complaint.lumpCourse') }, attachTo: document.body })
    await part.get('[role="radio"]').trigger('keydown', { key: '+', code: 'Equal', shiftKey: true })
    expect(draft.isSame('complaint.lumpCourse')).toBe(false)
  })
})

describe('what a follow-up shows', () => {
  it('names what nobody said today, and no value of it stands in the note', () => {
    expect(draft.leftWords).toContain('R1 zone')
    expect(JSON.stringify(draft.note)).not.toContain('rubbery')
    draft.saySame(at('nodule.consistency'))
    expect(JSON.stringify(draft.note)).toContain('R1')
    expect(draft.leftWords).not.toMatch(/consistency/u)
  })

  it('has the nodule on the map in its old place until it is placed today', () => {
    expect(draft.mapNodules).toEqual([])
    expect(draft.recordNodules).toMatchObject([{ id: R1, label: 'R1', lastSeen: '11 October' }])
    draft.moveNodule(R1, { xMm: 56, yMm: 6, mapVersion: 1 })
    expect(draft.recordNodules).toEqual([])
    expect(draft.mapNodules).toMatchObject([{ id: R1, at: { xMm: 56, yMm: 6 } }])
    expect(draft.differences(R1)[0]).toBe(
      'R1: 22 by 15 mm by ultrasound then, not measured so now; 4 mm further from the midline, from the map.',
    )
  })

  it('holds today against the visit that is chosen', () => {
    expect(draft.thenVisits.map(({ words }) => words)).toEqual(['30 Aug', '13 Sep', '11 Oct'])
    draft.chosenThen = '2026-08-30'
    expect(draft.differences(undefined)).toEqual(['R1: not said today; 24 by 16 mm by ultrasound on 30 Aug.'])
  })

  it('draws the life line with a hole for today', () => {
    const line = draft.lifeLine(R1)
    expect(line?.days.at(-1)).toMatchObject({ label: 'today', now: true })
    for (const row of line?.rows ?? []) expect(row.cells.at(-1), row.label).toEqual({ hole: 'not said yet' })
  })
})

describe('all felt for, none found', () => {
  const card = () =>
    mount(PartForm, { props: { part: partOf('nodule.status'), entryId: R1 }, attachTo: document.body })
  it('is not offered while ghosts speak of it, and writes nothing over them', () => {
    expect(card().text()).not.toContain('All felt for, none found')
    const before = draft.body
    expect(draft.answerAllNone(partOf('nodule.status'), R1)).toBe(0)
    expect(draft.body).toBe(before)
  })

  it('is offered on the card of a nodule that nobody knew, and says what it writes', async () => {
    draft.askPlace(undefined)
    const entryId = draft.placeNodule({ xMm: -60, yMm: 30, mapVersion: 1 })
    // "New nodule" was pressed.
    expect(draft.valueAt(answerPath('nodule.status', entryId), 'choice')).toBe('new')
    const wrapper = mount(PartForm, {
      props: { part: partOf('nodule.status'), entryId },
      attachTo: document.body,
    })
    expect(wrapper.text()).toContain(
      'lumps in cluster: 1, smooth, clear margins, as mobile when the muscle is tensed, skin normal',
    )
    draft.set(answerPath('nodule.skin', entryId), ['red'])
    await nextTick()
    expect(wrapper.text()).not.toContain('skin normal')
    expect(draft.answerAllNone(partOf('nodule.status'), entryId)).toBe(4)
    expect(draft.valueAt(answerPath('nodule.skin', entryId), 'choices')).toEqual(['red'])
    expect(draft.valueAt(answerPath('nodule.surface', entryId), 'choice')).toBe('smooth')
    expect(draft.valueAt(answerPath('nodule.consistency', entryId), 'choice')).toBeUndefined()
    expect(draft.answerAllNone(partOf('nodule.status'), entryId)).toBe(0)
    draft.undo()
    expect(draft.valueAt(answerPath('nodule.surface', entryId), 'choice')).toBeUndefined()
  })
})
