import { expect } from '@playwright/test'
import type { Driver } from './driver'
import { PIN, printed, type Stage } from './stage'

/** One of the scenarios of `anchors.md` D, with what it may cost at most. */
export interface Script {
  readonly id: 'S1' | 'S2' | 'S3'
  readonly what: string
  /** Finds the patient whose visit it is. */
  readonly patient: string
  readonly limit: { readonly inputs: number; readonly seconds: number }
  /** Side of every nodule that is examined, by its label. */
  readonly sides: Readonly<Record<string, string>>
  readonly play: (driver: Driver, stage: Stage) => Promise<void>
}

/** The chart of a known patient, from anywhere, and its follow-up. The line is looked at before the chart opens. */
const followUp = async (driver: Driver, letters: string): Promise<void> => {
  await driver.unit('find the patient', async () => {
    await driver.key('find')
    await driver.type(letters)
    await expect(driver.page.getByRole('option')).toHaveCount(1)
  })
  await driver.unit('look at the line, follow up', async () => {
    await driver.key('goOn')
    await expect(driver.page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
    await driver.at('visit.type')
  })
}

/** What every visit is asked: the complaint as it was, three scores, and the screens. */
const history = async (driver: Driver, scores: string): Promise<void> => {
  await driver.unit('complaint: the same', () => driver.key('sameOn'))
  await driver.at('complaint.painNow')
  await driver.unit('three scores', () => driver.type(scores))
  await driver.at('contributors.removedBefore')
  await driver.unit('no lump removed: the same', () => driver.key('same'))
  await driver.at('redFlags.bladder')
  await driver.unit('red flags: all asked, none present', () => driver.key('allNone'))
}

const signAndPrint = async (driver: Driver, { app }: Stage): Promise<void> => {
  const { page } = driver
  await expect(page.getByRole('button', { name: /^Sign…$/u })).toBeFocused()
  await driver.unit('sign with the PIN, on to the handout', async () => {
    await driver.press('Enter')
    await expect(page.getByLabel(/^PIN of/u)).toBeFocused()
    await driver.type(PIN)
    await driver.key('goOn')
    await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeFocused()
  })
  const before = await printed(app)
  await driver.unit('look at the sheet, print it', async () => {
    await driver.press('Enter')
    await expect(page.getByText('Handout: sent to the printer.')).toBeVisible()
  })
  expect(await printed(app)).toBe(before + 1)
}

const S1: Script = {
  id: 'S1',
  what: 'follow-up: one known nodule felt again and the same, new scores, plan set, PIN, handout',
  patient: 'birch',
  limit: { inputs: 30, seconds: 25 },
  sides: { L1: 'left' },
  play: async (driver, stage) => {
    await followUp(driver, 'birc')
    await history(driver, '345')
    await driver.at('nodule.status')
    await driver.unit('L1 felt: the same, on the left', async () => {
      await driver.key('sameOn')
      await driver.at('nodule.side')
      await driver.type('l')
    })
    await driver.at('assessment.impression')
    await driver.unit('impression: the same', () => driver.key('same'))
    await driver.at('plan.options')
    await driver.unit('plan set', () => driver.key('planSetHere', 0))
    await driver.at('followUp.safetyNet')
    await driver.unit('safety-net advice given', () => driver.type('y'))
    await signAndPrint(driver, stage)
  },
}

export const SCRIPTS: readonly Script[] = [S1]
