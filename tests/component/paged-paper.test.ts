// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { h } from 'vue'
import PagedPaper from '../../renderer/print/PagedPaper.vue'
import type { PagePlan } from '../../renderer/print/plans'

const planOf = (tight: number, ...same: string[]): PagePlan => ({
  tight,
  chunks: same.map((one) => ({ same: one })),
})

/** A window without layout: no page has room for anything, so that every plan is tried and the last one stands. */
beforeEach(() => {
  Object.defineProperty(document, 'fonts', { configurable: true, value: { ready: Promise.resolve() } })
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(10)
})
afterEach(() => {
  vi.restoreAllMocks()
  Reflect.deleteProperty(document, 'fonts')
})

const paperOf = (plans: readonly PagePlan[]) => {
  const drawn: string[] = []
  const paper = mount(PagedPaper, {
    props: { paper: 'A4', plans, limit: 1 },
    slots: {
      chunk: ({ index, plan }: { index: number; plan: number }) => {
        drawn.push(`${plan}:${index}`)
        return h('p', `${plan}:${index}`)
      },
    },
  })
  return { paper, drawn }
}

it('measures what says the same once for every step of tightening', async () => {
  const { paper, drawn } = paperOf([planOf(0, 'a', 'b'), planOf(0, 'a', 'c'), planOf(1, 'a', 'c')])
  await flushPromises()
  expect(drawn).toEqual(['0:0', '0:1', '1:1', '2:0', '2:1', '2:0', '2:1'])
  expect(paper.findAll('.page[aria-label] .chunk').map((chunk) => chunk.text())).toEqual(['2:0', '2:1'])
})

it('ends what was begun where the sheet changes meanwhile, and lays the one that stands', async () => {
  const { paper, drawn } = paperOf([planOf(0, 'a'), planOf(1, 'a'), planOf(2, 'a')])
  await paper.setProps({ plans: [planOf(0, 'b', 'c')] })
  await flushPromises()
  expect(paper.emitted('laid')).toHaveLength(1)
  expect(drawn.some((one) => one.startsWith('2:'))).toBe(false)
  expect(paper.findAll('.page[aria-label] .chunk').map((chunk) => chunk.text())).toEqual(['0:0', '0:1'])
})
