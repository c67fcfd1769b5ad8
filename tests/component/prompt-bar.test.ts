// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, describe, expect, it } from 'vitest'
import PromptBar from '../../renderer/ui/PromptBar.vue'
import type { PromptView } from '../../renderer/ui/types'

const prompt = (index: number): PromptView => ({
  key: String(index),
  level: index < 2 ? 'stop' : index < 6 ? 'check' : 'note',
  from: `R0${index}, S21`,
  message: `Consider the ${index}th.`,
  because: `answer ${index}`,
  caution: '',
  sources: [`S21: paper ${index}`, 'Rule set 2026.12: source read.'],
})
const many = (count: number): PromptView[] => Array.from({ length: count }, (_none, index) => prompt(index))

let place: ReturnType<typeof show>
const show = (count: number) => mount(PromptBar, { props: { prompts: many(count) }, attachTo: document.body })
const key = (pressed: string) => place.get('section').trigger('keydown', { key: pressed })
afterEach(() => place.unmount())

describe.each([0, 1, 3, 8])('the bar with %i prompts', (count) => {
  it('says how many there are, shows the first, and is clean for a screen reader', async () => {
    place = show(count)
    if (count === 0) expect(place.text()).toContain('No prompts')
    else expect(place.text()).toContain('Consider the 0th.')
    expect(/1 of \d/u.exec(place.text())?.[0]).toBe(count < 2 ? undefined : `1 of ${count}`)
    const { violations } = await axe.run(document.querySelector('section') ?? document)
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('a prompt', () => {
  it('is acted on by its key, and wants a reason for the other two', async () => {
    place = show(3)
    await key('a')
    expect(place.emitted('answer')).toEqual([['0', 'acted', '']])
    await key('d')
    await place.get('form').trigger('submit')
    expect(place.emitted('answer')).toHaveLength(1)
    await place.get('input').setValue('seen by a colleague')
    await place.get('form').trigger('submit')
    expect(place.emitted('answer')?.[1]).toEqual(['0', 'disagree', 'seen by a colleague'])
  })

  it('goes round by key, and shows its sources in full until the next one', async () => {
    place = show(3)
    expect(place.text()).not.toContain('S21: paper')
    await place.get('button[aria-expanded]').trigger('click')
    expect(place.get('#prompt-sources').text()).toContain('S21: paper 0')
    await place.get('button[aria-label="Next prompt"]').trigger('click')
    expect(place.text()).toContain('Consider the 1th.')
    expect(place.find('#prompt-sources').exists()).toBe(false)
    for (let step = 0; step < 2; step += 1)
      await place.get('button[aria-label="Next prompt"]').trigger('click')
    expect(place.text()).toContain('Consider the 0th.')
  })
})
