import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fail } from '@shared/errors'
import type { ExamBody, ExamDraft } from '@shared/records/exam'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { answered, shortRules, WANTED } from './rules'

let app: App
let me: string
let draft: ExamDraft
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  me = (await firstRun(app)).person.personId
  const { patientId } = value(await app.call('patients.register', { patient: patientInput() }))
  draft = value(await app.call('exams.start', { patientId, visitOn: '2026-11-22' }))
})

const pain = (level: number): ExamBody => ({
  ...draft.body,
  answers: { ...draft.body.answers, values: { [WANTED]: answered(level, me) } },
})
const save = (body: ExamBody, baseSequence = draft.sequence) =>
  app.call('exams.saveDraft', { examId: draft.examId, baseSequence, body, focus: WANTED })
const reopened = async () => value(await app.call('exams.openDraft', { examId: draft.examId }))
const unlock = async () => value(await app.call('vault.unlock', { personId: me, passphrase: PASSPHRASE }))
/** No save of a draft goes through until the answer is called. */
const fillDisk = () => {
  const put = vi.spyOn(app.folder.current()!.drafts, 'put').mockResolvedValue(fail('diskFull'))
  return () => put.mockRestore()
}

describe('a save that the disk refuses', () => {
  it('is held: the visit opens with it and says that it is not saved, until it is', async () => {
    const free = fillDisk()
    expect(code(await save(pain(7)))).toBe('diskFull')
    expect(await reopened()).toMatchObject({ body: pain(7), focus: WANTED, unsaved: true, sequence: 1 })
    free()
    const back = await reopened()
    expect(back).toMatchObject({ body: pain(7), sequence: 2 })
    expect(back.unsaved).toBeUndefined()
  })

  it('survives a lock, and is saved at the next unlock', async () => {
    fillDisk()
    expect(code(await save(pain(7)))).toBe('diskFull')
    value(await app.call('vault.lock', {}))
    expect(app.told).toContain('vault.locked')
    await unlock()
    expect(await reopened()).toMatchObject({ body: pain(7), sequence: 2 })
  })

  it('is handed over at the lock itself, when the window saves its last keystrokes', async () => {
    fillDisk()
    app.onTold = (name) => {
      if (name === 'vault.locking') void save(pain(9)).then(() => app.call('vault.flushed', {}))
    }
    value(await app.call('vault.lock', {}))
    await unlock()
    expect((await reopened()).body).toEqual(pain(9))
  })

  it('is written nowhere in clear while it waits', async () => {
    const typed = { ...draft.body, refused: { [WANTED]: 'zz-unsaved-word' } }
    fillDisk()
    expect(code(await save(typed))).toBe('diskFull')
    value(await app.call('vault.lock', {}))
    const files = readdirSync(app.dataFolder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    )
    expect(files.length).toBeGreaterThan(0)
    for (const file of files)
      expect(readFileSync(join(file.parentPath, file.name)).includes('zz-unsaved-word')).toBe(false)
  })

  it('cannot be passed over by signing what the disk has', async () => {
    const { sequence } = value(await save(pain(4)))
    const free = fillDisk()
    expect(code(await save(pain(9), sequence))).toBe('diskFull')
    free()
    const signing = { examId: draft.examId, baseSequence: sequence, mode: 'complete' as const }
    expect(code(await app.call('exams.sign', { ...signing, passphrase: PASSPHRASE }))).toBe('conflict')
  })
})

describe('a save whose answer was lost', () => {
  it('is the same save when it is sent again, and no conflict', async () => {
    const first = value(await save(pain(4)))
    expect(value(await save(pain(4)))).toEqual(first)
    expect(code(await save(pain(5)))).toBe('conflict')
  })
})

describe('ending the app', () => {
  it('asks nothing where everything is saved', async () => {
    app.answers.unsaved = () => expect.fail('asked')
    value(await save(pain(4)))
    expect(await app.services.mayQuit()).toBe(true)
  })

  it('stays, tries again or loses what is not saved, as the person says', async () => {
    const free = fillDisk()
    await save(pain(7))
    app.answers.unsaved = () => 'stay'
    expect(await app.services.mayQuit()).toBe(false)
    expect(value(await app.call('vault.status', {})).state).toBe('open')
    app.answers.unsaved = () => 'lose'
    expect(await app.services.mayQuit()).toBe(true)
    app.answers.unsaved = () => {
      free()
      return 'again'
    }
    expect(await app.services.mayQuit()).toBe(true)
    expect((await reopened()).body).toEqual(pain(7))
  })

  it('asks while locked too, as long as something waits to be saved', async () => {
    fillDisk()
    await save(pain(7))
    value(await app.call('vault.lock', {}))
    expect(await app.services.mayQuit()).toBe(false)
    await unlock()
    expect(await app.services.mayQuit()).toBe(true)
  })
})
