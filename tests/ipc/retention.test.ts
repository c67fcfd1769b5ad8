import { beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { overOn } from '../../electron/services/retention'
import { patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, openApp, value, type App } from './app'
import { shortRules, signedVisit } from './rules'

let app: App
let by: string
beforeEach(async () => {
  app = await openApp(emptyFolder(), shortRules)
  by = (await firstRun(app)).person.personId
})

const register = async (given: string, bornOn = '1980-03-12') =>
  value(await app.call('patients.register', { patient: patientInput({ given, bornOn }) })).patientId
const visit = async (patientId: string, visitOn: string, sign = true) => {
  if (sign) await signedVisit(app, patientId, visitOn, by)
  else value(await app.call('exams.start', { patientId, visitOn }))
}
const setPeriod = async (retention: { years: number; untilAge?: number }) => {
  const clinic = value(await app.call('clinic.get', {}))
  value(
    await app.call('clinic.updateSettings', {
      baseRevision: clinic.revision,
      settings: { ...clinic.settings, retention },
    }),
  )
}
const listed = async () =>
  value(await app.call('retention.report', {})).rows.map(({ given, lastOn, visited, overOn: over }) => ({
    given,
    lastOn,
    visited,
    over,
  }))

describe('the retention report', () => {
  it('says nothing until the owner set a period, and nothing is guessed', async () => {
    expect(value(await app.call('clinic.get', {})).settings.retention).toBeUndefined()
    expect(code(await app.call('retention.report', {}))).toBe('notFound')
    expect(code(await app.call('retention.print', { to: 'printer' }))).toBe('notFound')
    const clinic = value(await app.call('clinic.get', {}))
    const settings = { ...clinic.settings, retention: { years: 0 } }
    expect(code(await app.raw('clinic.updateSettings', { baseRevision: clinic.revision, settings }))).toBe(
      'validation',
    )
  })

  it('lists by the day of the last visit, entered late or not, a draft counting as a visit', async () => {
    const old = await register('Aster')
    // Charted now for a day long ago: the day of the visit counts, not the day of the typing.
    await visit(old, '2014-05-01')
    await visit(old, '2015-11-22')
    const recent = await register('Briar')
    await visit(recent, '2010-01-01')
    await visit(recent, '2026-11-20')
    const drafted = await register('Cedar')
    await visit(drafted, '2012-01-01')
    await visit(drafted, '2020-01-01', false)
    await setPeriod({ years: 10 })
    expect(await listed()).toEqual([
      { given: 'Aster', lastOn: '2015-11-22', visited: true, over: '2025-11-22' },
    ])
    await setPeriod({ years: 6 })
    expect((await listed()).map(({ given }) => given)).toEqual(['Aster', 'Cedar'])
    expect(value(await app.call('retention.report', {}))).toMatchObject({ patients: 3, damaged: 0 })
  })

  it('counts from the registration where there was no visit', async () => {
    await register('Aster')
    await setPeriod({ years: 3 })
    app.clock = new Date('2029-11-21T02:00:00.000Z')
    expect(await listed()).toEqual([])
    app.clock = new Date('2029-11-22T02:00:00.000Z')
    expect(await listed()).toEqual([
      { given: 'Aster', lastOn: '2026-11-22', visited: false, over: '2029-11-22' },
    ])
  })

  it('keeps those who were children until the age that the law says', async () => {
    const child = await register('Aster', '2008-02-01')
    await visit(child, '2016-06-01')
    await setPeriod({ years: 8, untilAge: 25 })
    expect(await listed()).toEqual([])
    await setPeriod({ years: 8 })
    expect((await listed()).map(({ given }) => given)).toEqual(['Aster'])
  })

  it('prints the list, names the patients on paper only, and never deletes', async () => {
    const old = await register('Aster')
    await visit(old, '2014-05-01')
    await setPeriod({ years: 5 })
    value(await app.call('retention.print', { to: 'printer' }))
    const page = JSON.stringify(app.printed.at(-1)?.job)
    expect(page).toContain('Aster')
    expect(page).toContain('over since 1 May 2019')
    expect(page).toContain('5 years after the last visit')
    app.answers.pdf = undefined
    expect(code(await app.call('retention.print', { to: 'pdf' }))).toBe('cancelled')
    expect(app.suggested.at(-1)).toBe('palpa-retention.pdf')
    value(await app.call('patients.get', { patientId: old }))
  })
})

describe('the first day a record need not be kept', () => {
  it('is never before the years have passed, nor before the age is reached', () => {
    const day = fc.date({
      min: new Date('1930-01-01T00:00:00Z'),
      max: new Date('2040-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    const years = fc.integer({ min: 1, max: 100 })
    const age = fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined })
    fc.assert(
      fc.property(day, day, years, age, (last, born, after, untilAge) => {
        const [lastOn, bornOn] = [last, born].map((date) => date.toISOString().slice(0, 10)) as [
          string,
          string,
        ]
        const over = overOn(
          untilAge === undefined ? { years: after } : { years: after, untilAge },
          lastOn,
          bornOn,
        )
        const lived = (from: string, to: string): number =>
          Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
        expect(lived(lastOn, over)).toBeGreaterThanOrEqual(after)
        expect(lived(bornOn, over)).toBeGreaterThanOrEqual(untilAge ?? Number.NEGATIVE_INFINITY)
      }),
      { numRuns: 1000 },
    )
  })

  it('of a leap day is not a day early', () => {
    expect(overOn({ years: 1 }, '2024-02-29', '1980-01-01')).toBe('2025-03-01')
    expect(overOn({ years: 4 }, '2024-02-29', '1980-01-01')).toBe('2028-02-29')
  })
})
