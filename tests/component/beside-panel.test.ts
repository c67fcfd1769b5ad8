// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, ok, type Result } from '@shared/errors'
import { emptyAnswers } from '@shared/exam/answers'
import { withAnswer } from '@shared/exam/edit'
import type { DraftBeside } from '@shared/records/beside'
import type { ExamBody } from '@shared/records/exam'
import BesidePanel from '../../renderer/exam/BesidePanel.vue'
import { useDraft } from '../../renderer/exam/draft'
import { useSession } from '../../renderer/stores/session'
import { patientInput } from '../fixtures/records'
import { said } from '../fixtures/vignettes'
import { LINDEN, sessionOf } from './fake-palpa'

const AT = '2026-11-22T10:41:00.000Z'
const ID = '01940000-0000-7000-9000-000000000001'
const BESIDE = '01940000-0000-7000-9000-0000000000b1'
const PAIN = 'complaint.painNow'
const empty: ExamBody = {
  visitOn: '2026-11-22',
  answers: emptyAnswers(),
  refused: {},
  confirmed: {},
  dispositions: [],
}
const here = withAnswer(empty, 'plan.narrative', said('zz here', AT))
const typed = withAnswer(withAnswer(here, 'plan.narrative', said('zz beside', AT)), PAIN, said(7, AT))
const kept: DraftBeside = {
  besideId: BESIDE,
  examId: ID,
  at: AT,
  by: 'Dr Zz-Test Alder',
  paths: ['plan.narrative', PAIN],
  body: typed,
}

let besides: DraftBeside[]
let damaged: number
let settled: unknown[]
let saves: (body: ExamBody) => Result<unknown>
const draw = () => mount(BesidePanel, { props: { examId: ID } })
let shown: ReturnType<typeof draw>
beforeEach(async () => {
  ;[besides, damaged, settled] = [[kept], 0, []]
  let sequence = 1
  saves = () => ok({ sequence: (sequence += 1), savedAt: AT })
  const patient = { ...patientInput(), patientId: ID, clinicNumber: '1', registeredAt: AT, revision: 1 }
  const draftOf = { examId: ID, patientId: ID, sequence: 1, savedAt: AT, startedAt: AT, body: here }
  const answers: Record<string, (input: never) => Result<unknown>> = {
    'exams.openDraft': () => ok(draftOf),
    'exams.context': () => ok({ patient, earlier: [] }),
    'exams.saveDraft': ({ body }: { body: ExamBody }) => saves(body),
    'exams.besides': () => ok({ besides, damaged }),
    'exams.settleBeside': (input: unknown) => {
      settled.push(input)
      besides = []
      return ok({ done: true })
    },
  }
  const palpa = new Proxy(
    {},
    {
      get: (_none, name: string) => (input: never) =>
        Promise.resolve(answers[name]?.(input) ?? fail('notFound')),
    },
  )
  vi.stubGlobal('palpa', palpa)
  setActivePinia(createPinia())
  useSession().opened(sessionOf(LINDEN))
  await useDraft().open(ID)
})
afterEach(() => {
  shown.unmount()
  vi.unstubAllGlobals()
})
const show = async (): Promise<void> => {
  shown = draw()
  await flushPromises()
}
const press = async (name: string): Promise<void> => {
  await shown
    .findAll('button')
    .find((one) => one.text() === name || one.attributes('aria-label') === name)!
    .trigger('click')
  await flushPromises()
}

describe('what was typed in another window', () => {
  it('stands beside what the visit says, by whom and when, and is nothing until it is taken over', async () => {
    await show()
    expect(shown.text()).toMatch(
      /Typed by Dr Zz-Test Alder until .*, while another window had this visit\. 2 answers are not in it\./u,
    )
    const lines = shown.findAll('li').map((line) => line.text())
    expect(lines[0]).toMatch(/in the visit\s*“zz here”\s*typed beside\s*“zz beside”/u)
    expect(lines[1]).toMatch(/in the visit\s*not answered\s*typed beside\s*7/u)
    expect(useDraft().body?.answers.values[PAIN]).toBeUndefined()
  })

  it('is taken over answer by answer, can be undone, and what is left is put away with the count', async () => {
    await show()
    const [, pain] = shown.findAll('li')
    await pain!.findAll('button').at(-1)!.trigger('click')
    expect(useDraft().body?.answers.values[PAIN]).toMatchObject({ value: 7 })
    expect(shown.findAll('li')).toHaveLength(1)
    useDraft().undo()
    await flushPromises()
    expect(shown.findAll('li')).toHaveLength(2)
    useDraft().redo()
    await press('Put the rest away')
    expect(settled).toEqual([{ examId: ID, besideId: BESIDE, taken: 1 }])
    expect(shown.text()).toBe('')
  })

  it('is not put away before what was taken over is saved', async () => {
    saves = () => fail('diskFull')
    await show()
    await shown.findAll('li')[1]!.findAll('button').at(-1)!.trigger('click')
    await press('Put the rest away')
    expect(settled).toEqual([])
    expect(shown.findAll('li')).toHaveLength(1)
  })

  it('says that something does not open any more', async () => {
    ;[besides, damaged] = [[], 1]
    await show()
    expect(shown.text()).toMatch(/cannot be read any more\. The visit itself is whole\./u)
  })
})
