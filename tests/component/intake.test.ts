// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { ok } from '@shared/errors'
import type { CallInput, CallOutput } from '@shared/ipc/contract'
import { useIntakes } from '../../renderer/images/attach'
import { useSession } from '../../renderer/stores/session'
import { fakePalpa, LINDEN, sessionOf } from './fake-palpa'

// What a picture looks like is no part of this.
vi.mock('../../renderer/images/picture', () => ({
  firstLook: () => Promise.resolve({ picture: { is: 'none', broken: false } }),
}))

const EXAM = '01940000-0000-7000-8000-000000000001'
const STRANGER = { name: 'differs', bornOn: 'differs' } as const
let calls: string[]
let given: CallInput<'images.expect'>['files']
const idOf = (at: number): string => `01940000-0000-7000-8000-00000000010${at}`
beforeEach(() => {
  calls = []
  given = []
  setActivePinia(createPinia())
  fakePalpa({
    'images.expect': ({ files }) => {
      given = files
      return ok({ files: files.map((_, at) => ({ fileId: idOf(at), isHere: false })) })
    },
    'images.missing': () => ok({ chosen: 0, files: [] }),
    'images.begin': ({ fileId = '' }) => ok({ uploadId: fileId }),
    'images.chunk': ({ bytes }) => ok({ received: bytes.length }),
    'images.finish': ({ uploadId }) =>
      ok({
        imageId: uploadId,
        patientId: EXAM,
        examId: EXAM,
        entryId: EXAM,
        facts: { kind: 'dicom', columns: 1, rows: 1, frames: 1, identity: STRANGER },
        bytes: 3,
        sha256: '',
        attachedAt: '',
        hasThumbnail: false,
      } satisfies CallOutput<'images.finish'>),
    'images.remove': ({ imageId }) => {
      calls.push(`remove ${imageId.at(-1)}`)
      return ok({ done: true })
    },
    'images.giveUp': ({ fileIds }) => {
      calls.push(`give up ${fileIds.map((id) => id.at(-1)).join()}`)
      return ok({ done: true })
    },
  })
  useSession().opened(sessionOf(LINDEN))
})
const file = (name: string): File => new File([new TextEncoder().encode(name)], name)

it('a question about another person’s picture stands until somebody is there to answer it, one at a time', async () => {
  const intake = useIntakes().of(EXAM)
  const told: string[] = []
  // Nobody looks at the section of the pictures.
  await intake.take([file('a'), file('bb')])
  await vi.waitFor(() => expect(intake.seen.doubt?.record.imageId).toBe(idOf(0)))
  expect(calls).toEqual([])
  expect(intake.holds(idOf(0))).toBe(true)

  // Back again: the same intake, the same question.
  const back = useIntakes().of(EXAM)
  expect(back).toBe(intake)
  back.attached = (record) => told.push(record.imageId)
  back.seen.doubt?.answer(false)
  await vi.waitFor(() => expect(intake.seen.doubt?.record.imageId).toBe(idOf(1)))
  expect(calls).toEqual(['remove 0'])
  back.seen.doubt?.answer(true)
  await vi.waitFor(() => expect(told).toEqual([idOf(1)]))
  expect(intake.seen.lines).toEqual([])
})

it('a lock forgets names and questions, takes nothing away, and sends nothing of it after the next unlock', async () => {
  const session = useSession()
  const intake = useIntakes().of(EXAM)
  await intake.take([file('a'), file('bb')])
  await vi.waitFor(() => expect(intake.seen.doubt?.record.imageId).toBe(idOf(0)))
  session.watchLock(() => ({ path: '/', focus: undefined }))
  await session.lock()
  await vi.waitFor(() => expect(intake.seen).toMatchObject({ lines: [], doubt: undefined }))
  session.opened(sessionOf(LINDEN))
  const next = useIntakes().of(EXAM)
  expect(next).not.toBe(intake)
  await vi.waitFor(() => expect(next.seen.lines).toEqual([]))
  expect(calls).toEqual([])
})

it('what is refused or cancelled is waited for no longer, and a mark says nothing of a name', async () => {
  const intake = useIntakes().of(EXAM)
  await intake.take([new File([], 'Zz-Test Aster.dcm')])
  await vi.waitFor(() => expect(intake.seen.lines[0]?.refused).toMatch(/empty/u))
  expect(calls).toEqual(['give up 0'])
  expect(given).toEqual([{ name: 'Zz-Test Aster.dcm', bytes: 0, mark: '0-0-0' }])
})
