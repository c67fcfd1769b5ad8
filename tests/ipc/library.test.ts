import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'

const PLAN = {
  name: 'Heat first',
  definitionVersion: 1,
  values: { 'plan.options': ['heat'], 'plan.heatMinutes': 15 },
  entries: { analgesic: [{ 'analgesic.drug': 'ibuprofen' }] },
}
let app: App
beforeEach(async () => {
  app = await openApp()
  await firstRun(app)
})
const phrase = (name: string, text = 'Sits [[hours]] h.') => ({
  baseRevision: 0,
  phrase: { name, text },
  own: true,
})

describe('the library', () => {
  it('keeps phrases and plan sets, in order of their names, over a lock', async () => {
    value(await app.call('library.savePhrase', phrase('sit')))
    value(await app.call('library.savePhrase', { ...phrase('gait'), own: false }))
    value(await app.call('library.savePlanSet', { baseRevision: 0, planSet: PLAN, own: false }))
    const { phrases, planSets } = value(await app.call('library.get', {}))
    expect(phrases.map(({ name, personId }) => [name, personId === null])).toEqual([
      ['gait', true],
      ['sit', false],
    ])
    expect(planSets).toMatchObject([{ ...PLAN, personId: null, revision: 1 }])
  })

  it('refuses a second phrase of a name, a name with a blank, and a change of an old revision', async () => {
    const kept = value(await app.call('library.savePhrase', phrase('sit')))
    expect(code(await app.call('library.savePhrase', phrase('sit')))).toBe('validation')
    expect(code(await app.call('library.savePhrase', phrase('sit down')))).toBe('validation')
    const again = { ...phrase('sit', 'Other'), phraseId: kept.phraseId, baseRevision: 1 }
    expect(value(await app.call('library.savePhrase', again)).revision).toBe(2)
    expect(code(await app.call('library.savePhrase', again))).toBe('conflict')
  })

  it('takes one away and lets its name be used again', async () => {
    const kept = value(await app.call('library.savePhrase', phrase('sit')))
    value(await app.call('library.remove', { kind: 'phrase', id: kept.phraseId, baseRevision: 1 }))
    expect(value(await app.call('library.get', {})).phrases).toEqual([])
    expect(
      code(await app.call('library.remove', { kind: 'phrase', id: kept.phraseId, baseRevision: 2 })),
    ).toBe('notFound')
    value(await app.call('library.savePhrase', phrase('sit')))
  })

  it('goes into one file and comes back on another laptop, with what is there already left alone', async () => {
    value(await app.call('library.savePhrase', phrase('sit')))
    value(await app.call('library.savePlanSet', { baseRevision: 0, planSet: PLAN, own: true }))
    app.answers.file = join(emptyFolder(), 'library.json')
    value(await app.call('library.export', {}))
    const text = readFileSync(app.answers.file, 'utf8')
    expect(text).not.toMatch(/personId|Id"/u)

    const other = await openApp()
    await firstRun(other)
    value(await other.call('library.savePhrase', phrase('sit', 'Mine')))
    other.answers.file = app.answers.file
    expect(value(await other.call('library.import', {}))).toEqual({ phrases: 0, planSets: 1 })
    const { phrases, planSets } = value(await other.call('library.get', {}))
    expect(phrases.map((one) => one.text)).toEqual(['Mine'])
    expect(planSets).toMatchObject([PLAN])
  })

  it.each([
    ['no JSON', '{'],
    ['another file', '{"is":"something else"}'],
    [
      'a name that cannot be called',
      '{"is":"palpa library","version":1,"phrases":[{"name":"a b","text":"x"}],"planSets":[]}',
    ],
  ])('refuses %s and takes nothing in', async (_what, text) => {
    app.answers.file = join(emptyFolder(), 'library.json')
    writeFileSync(app.answers.file, text)
    expect(code(await app.call('library.import', {}))).toBe('unsupportedFile')
    expect(value(await app.call('library.get', {})).phrases).toEqual([])
  })

  it('asks nobody twice: a closed dialog is no failure', async () => {
    expect(code(await app.call('library.export', {}))).toBe('cancelled')
    expect(code(await app.call('library.import', {}))).toBe('cancelled')
  })
})
