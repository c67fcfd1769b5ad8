// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { fail, ok, type Result } from '@shared/errors'
import { answerPath } from '@shared/exam/answer'
import { emptyAnswers, withEntry } from '@shared/exam/answers'
import type { EarlierExam } from '@shared/exam/context'
import { fieldOf } from '@shared/exam/definition'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import type { Patient } from '@shared/records/people'
import { useDraft } from '../../renderer/exam/draft'
import { useSession } from '../../renderer/stores/session'
import NumberBox from '../../renderer/ui/NumberBox.vue'
import { patientInput } from '../fixtures/records'
import { LINDEN, sessionOf } from './fake-palpa'

const AT = '2026-11-22T10:41:00.000Z'
const exam = (n: number): string => `01940000-0000-7000-9000-${String(n).padStart(12, '0')}`
const [A, B] = [exam(1), exam(2)]
const PAIN = 'complaint.painNow'

/** Main as far as a draft needs it: what it has stored, and saves that wait until they are let go. */
const main = () => {
  const stored = new Map<string, ExamDraft>()
  const held: (() => void)[] = []
  const calls: string[] = []
  let holding = false
  let full = false
  for (const [examId, given] of [
    [A, 'Zz-Test Aster'],
    [B, 'Zz-Test Birch'],
  ] as const) {
    const body: ExamBody = {
      visitOn: '2026-11-22',
      answers: emptyAnswers(),
      refused: {},
      confirmed: {},
      dispositions: [],
    }
    stored.set(examId, { examId, patientId: examId, sequence: 1, savedAt: AT, startedAt: AT, body })
    people.set(examId, {
      ...patientInput({ given }),
      patientId: examId,
      clinicNumber: '1',
      registeredAt: AT,
      revision: 1,
    })
  }
  const answers: Record<string, (input: never) => Result<unknown> | Promise<Result<unknown>>> = {
    'exams.openDraft': ({ examId }: { examId: string }) => ok(stored.get(examId)!),
    'exams.context': ({ examId }: { examId: string }) => ok({ patient: people.get(examId)!, earlier }),
    'exams.saveDraft': async (input: { examId: string; body: ExamBody }) => {
      if (holding) await new Promise<void>((go) => held.push(go))
      if (full) return fail('diskFull')
      const before = stored.get(input.examId)!
      const next = { ...before, sequence: before.sequence + 1, body: input.body }
      stored.set(input.examId, next)
      return ok({ sequence: next.sequence, savedAt: AT })
    },
  }
  vi.stubGlobal(
    'palpa',
    new Proxy(
      {},
      {
        get: (_none, name: string) => async (input: never) => {
          calls.push(name)
          return answers[name]?.(input) ?? fail('notFound')
        },
      },
    ),
  )
  return {
    stored,
    calls,
    holdSaves: () => (holding = true),
    letGo: () => {
      holding = false
      held.splice(0).forEach((go) => go())
    },
    fillDisk: (is: boolean) => (full = is),
    painOf: (examId: string) => stored.get(examId)?.body.answers.values[PAIN],
  }
}
const people = new Map<string, Patient>()
let earlier: EarlierExam[] = []

let draft: ReturnType<typeof useDraft>
beforeEach(() => {
  setActivePinia(createPinia())
  useSession().opened(sessionOf(LINDEN))
  draft = useDraft()
})
afterEach(() => {
  vi.unstubAllGlobals()
  earlier = []
})

describe('two visits in turn', () => {
  it('shows nothing of the first once it is closed, and the late save of the first does not end the second', async () => {
    const { holdSaves, letGo, painOf } = main()
    await draft.open(A)
    draft.set(PAIN, 7)
    holdSaves()
    const closed = draft.close()
    expect(draft.isOpen).toBe(false)
    expect(draft.patient).toBeUndefined()
    const opened = draft.open(B)
    await flushPromises()
    expect(draft.patient?.given).not.toBe('Zz-Test Aster')
    letGo()
    await Promise.all([closed, opened])
    expect(painOf(A)).toMatchObject({ value: 7 })
    expect(draft.patient?.given).toBe('Zz-Test Birch')
    draft.set(PAIN, 2)
    expect(await draft.flush()).toBe(true)
    expect(painOf(B)).toMatchObject({ value: 2 })
    expect(painOf(A)).toMatchObject({ value: 7 })
  })

  it('reads a visit again only when what was typed into it has been saved', async () => {
    const { holdSaves, letGo } = main()
    await draft.open(A)
    draft.set(PAIN, 7)
    holdSaves()
    void draft.close()
    const again = draft.open(A)
    await flushPromises()
    letGo()
    await again
    expect(draft.valueAt(PAIN, 'scale')).toBe(7)
    draft.set(PAIN, 8)
    expect(await draft.flush()).toBe(true)
  })

  it('shows the visit that was asked for last, whichever answer comes first', async () => {
    main()
    await Promise.all([draft.open(A), draft.open(B)])
    expect(draft.patient?.given).toBe('Zz-Test Birch')
  })

  it('leaves the map and the keys of the first behind at a lock', async () => {
    main()
    await draft.open(A)
    draft.placing = true
    draft.holdImages([exam(9)])
    await draft.close()
    expect(draft.placing).toBe(false)
    expect(draft.attached.size).toBe(0)
  })
})

describe('a place on the map', () => {
  it('is told as it is before signing: as one, or what the card and what the map say', async () => {
    main()
    await draft.open(A)
    const nodule = draft.placeNodule({ xMm: 45, yMm: 0, mapVersion: 1 })
    expect(draft.signFacts[0]).toMatchObject({ sign: 'done' })
    draft.set(answerPath('nodule.zone', nodule), 'crestMedial')
    const [fact] = draft.signFacts
    expect(fact?.sign).toBe('confirm')
    expect(fact?.text).toMatch(/^R1: right .* on the card, right .* on the map$/)
  })

  it('makes a nodule of its own when the card that asked for it was taken away meanwhile', async () => {
    main()
    await draft.open(A)
    draft.askPlace(draft.addEntry('nodule'))
    draft.undo()
    const placed = draft.placeNodule({ xMm: 45, yMm: 0, mapVersion: 1 })
    expect(draft.mapNodules.map((nodule) => nodule.id)).toEqual([placed])
  })
})

describe('saving', () => {
  it('says that not all is safe while a save fails, and again that it is', async () => {
    const { fillDisk, painOf } = main()
    await draft.open(A)
    fillDisk(true)
    draft.set(PAIN, 7)
    expect(await draft.flush()).toBe(false)
    expect(draft.saveProblem?.code).toBe('diskFull')
    fillDisk(false)
    expect(await draft.flush()).toBe(true)
    expect(painOf(A)).toMatchObject({ value: 7 })
  })

  it('hands over what is typed while a save is under way', async () => {
    const { holdSaves, letGo, painOf } = main()
    await draft.open(A)
    draft.set(PAIN, 7)
    holdSaves()
    const flushed = draft.flush()
    await flushPromises()
    draft.set(PAIN, 8)
    letGo()
    expect(await flushed).toBe(true)
    expect(painOf(A)).toMatchObject({ value: 8 })
  })
})

describe('a nodule known from an earlier visit', () => {
  beforeEach(() => {
    const answers = withEntry(emptyAnswers(), 'nodule', exam(9))
    earlier = [{ examId: exam(8), visitOn: '2026-10-11', answers, noduleLabels: { [exam(9)]: 'R1' } }]
  })
  const cards = () => draft.body?.answers.groups['nodule']?.map((entry) => entry.entryId)

  it('has a card even where the visit was begun before that one was signed, and undo leaves it', async () => {
    const { stored } = main()
    await draft.open(A)
    expect(cards()).toEqual([exam(9)])
    expect(draft.canUndo).toBe(false)
    expect(await draft.flush()).toBe(true)
    expect(stored.get(A)?.body.answers.groups['nodule']).toHaveLength(1)
  })

  it('is never taken away; one placed today can be', async () => {
    main()
    await draft.open(A)
    const fresh = draft.placeNodule({ xMm: 40, yMm: 0, mapVersion: 1 })
    expect(draft.isKnown(exam(9))).toBe(true)
    draft.removeEntry('nodule', exam(9))
    expect(cards()).toEqual([exam(9), fresh])
    draft.removeEntry('nodule', fresh)
    expect(cards()).toEqual([exam(9)])
  })
})

describe('a visit that is open already', () => {
  it('is not read again: coming back from a picture, everything can still be undone', async () => {
    const { calls } = main()
    await draft.open(A)
    draft.set(PAIN, 7)
    expect(await draft.flush()).toBe(true)
    expect(await draft.open(A)).toBe('')
    expect(calls.filter((name) => name === 'exams.openDraft')).toHaveLength(1)
    expect(draft.canUndo).toBe(true)
    draft.undo()
    expect(draft.valueAt(PAIN, 'scale')).toBeUndefined()
  })
})

describe('pictures', () => {
  it('that nobody has said whose they are stand in the way of signing', async () => {
    main()
    await draft.open(A)
    const before = draft.toAnswer.length
    draft.loosePictures = 1
    expect(draft.toAnswer.at(-1)).toMatchObject({ label: 'Picture: whose is it?', why: 'to confirm' })
    expect(draft.toAnswer).toHaveLength(before + 1)
  })

  it('keep their entry through undo, and lose it with the file for good', async () => {
    main()
    await draft.open(A)
    draft.set(PAIN, 7)
    draft.holdImages([exam(9)])
    draft.undo()
    expect(draft.valueAt(PAIN, 'scale')).toBeUndefined()
    expect(draft.body?.answers.groups['image']?.map((entry) => entry.entryId)).toEqual([exam(9)])
    draft.redo()
    draft.dropImage(exam(9))
    draft.undo()
    expect(draft.body?.answers.groups['image']).toEqual([])
  })
})

describe('undo while a box is being typed into', () => {
  it('takes the text over, and leaving the box does not say it again', async () => {
    main()
    await draft.open(A)
    const field = fieldOf(PAIN)
    const box = mount(
      defineComponent({
        setup: () => () =>
          h(NumberBox, {
            text: draft.refusedAt(PAIN) ?? String(draft.valueAt(PAIN, 'scale') ?? ''),
            onTyped: (text: string) => draft.type(field, PAIN, text),
            onCommit: (text: string) => draft.commit(field, PAIN, text),
          }),
      }),
    )
    const input = box.find('input')
    await input.setValue('7')
    await input.setValue('77')
    expect(draft.refusedAt(PAIN)).toBe('77')
    expect(input.element.value).toBe('77')
    draft.undo()
    await flushPromises()
    expect(input.element.value).toBe('')
    await input.trigger('blur')
    expect(draft.refusedAt(PAIN)).toBeUndefined()
    expect(draft.canRedo).toBe(true)
  })
})
