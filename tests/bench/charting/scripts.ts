import { ultrasound } from '../../fixtures/dicom'
import { expect, type Driver } from './driver'
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
  await driver.unit('red flags: all asked, none present', () => driver.key('allNoneOn'))
}

/** A thought, and a key for each of some fields, in the order in which the round comes by them. */
const answers = async (
  driver: Driver,
  what: string,
  ...fields: readonly (readonly [fieldId: string, keys: string])[]
): Promise<void> =>
  driver.unit(what, async () => {
    for (const [fieldId, keys] of fields) {
      await driver.at(fieldId)
      await driver.type(keys)
    }
  })

/** A nodule that nobody knew: its place by the name of its zone, and what is felt on it. */
const newNodule = async (
  driver: Driver,
  zone: string,
  size: string | undefined,
  feel: NoduleFeel,
): Promise<void> => {
  await driver.unit('new nodule, its place by name', async () => {
    await driver.key('newNodule')
    await expect(driver.page.getByRole('application', { name: /map|back/iu })).toBeFocused()
    await driver.type(zone)
    await driver.press('Enter')
    await driver.press('Enter')
  })
  // Without one it comes from the picture (ruling 7); signing asks for either.
  if (size === undefined) await driver.unit('on, its size is measured', () => driver.press('Enter'))
  else await answers(driver, 'its size, by ruler', ['nodule.sizePalpated', size])
  await answers(driver, 'layer and feel', ['nodule.layer', feel.layer])
  await driver.unit('nothing else about it: one, smooth, clear, normal skin, as mobile when tensed', () =>
    driver.key('allNoneOn'),
  )
  await answers(
    driver,
    'consistency, mobility, pain, course',
    ['nodule.consistency', feel.consistency],
    ['nodule.mobility', feel.mobility],
    ['nodule.tenderness', feel.tenderness],
    ['nodule.painOnPressure', feel.pain],
    ['nodule.familiarPain', feel.familiar],
    ['nodule.sizeHistory', feel.course],
  )
}
/** One key for each. */
interface NoduleFeel {
  readonly layer: string
  readonly consistency: string
  readonly mobility: string
  readonly tenderness: string
  readonly pain: string
  readonly familiar: string
  readonly course: string
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

const S2: Script = {
  id: 'S2',
  what: 'S1, one nodule changed, one new, an injection with its safety items, the handout in Malay',
  patient: 'quince',
  limit: { inputs: 65, seconds: 60 },
  sides: { R1: 'right', L1: 'left', R2: 'right' },
  play: async (driver, stage) => {
    await followUp(driver, 'quin')
    await history(driver, '345')
    await driver.at('nodule.status')
    await driver.unit('R1 felt: the same, on the right', async () => {
      await driver.key('sameOn')
      await driver.at('nodule.side')
      await driver.type('r')
    })
    await answers(driver, 'L1 changed: smaller', ['nodule.status', 'c'], ['nodule.sizePalpated', '14x10'])
    await driver.unit('the rest of it the same, on the left', async () => {
      await driver.key('sameOn')
      await driver.at('nodule.side')
      await driver.type('l')
    })
    await newNodule(driver, 'pr', '12x9r', {
      layer: 's',
      consistency: 'r',
      mobility: 'f',
      tenderness: '3',
      pain: '6',
      familiar: 'y',
      course: 's',
    })
    await driver.at('assessment.impression')
    await driver.unit('impression: the same', () => driver.key('same'))
    await driver.at('plan.options')
    await driver.unit('plan set with an injection prepared', () => driver.key('planSetHere', 1))
    await answers(
      driver,
      'done: an injection, of R1, on the right; consent; side and site checked',
      ['injection.kind', 'i'],
      ['injection.nodule', 'r'],
      ['injection.side', 'r'],
      ['injection.consent', 'y'],
      ['injection.siteChecked', 'y'],
    )
    await driver.unit('look at the vial, and take it', async () => {
      await driver.at('injection.batch')
      await driver.key('usedLately')
      await driver.press('Enter')
    })
    await answers(
      driver,
      'pain before and after, in 10 minutes; no complications',
      ['injection.painBefore', '6'],
      ['injection.painAfter', '2'],
      ['injection.minutes', '10n'],
    )
    await answers(driver, 'safety-net advice given', ['followUp.safetyNet', 'y'])
    await driver.at('medicines.anticoagulant')
    await driver.unit('medicines and allergies: all asked, none', () => driver.key('allNoneOn'))
    await signAndPrint(driver, stage)
  },
}

/** Whose name and birth date stand in the ultrasound that is attached. */
const ASTER = { given: 'Zz-Test', family: 'Aster', born: '140280', sex: 'f' }

/** The 120 characters that are typed freely: in the history, and in the letter. */
const LETTER = { to: 'dr zz-test elm', reason: 'opinion on one tender lump, thank you' }
const STORY = 'felt it first after moving house; worse after long drives, wakes fine.'
const FREE = 120

const registered = async (driver: Driver): Promise<void> => {
  const { page } = driver
  await driver.unit('register: names, birth date, sex', async () => {
    await driver.key('register')
    await expect(page.getByLabel('Given name')).toBeFocused()
    await driver.type(ASTER.given)
    await driver.press('Tab')
    await driver.type(ASTER.family)
    await driver.press('Tab')
    await driver.type(ASTER.born)
    await driver.press('Tab')
    await driver.type(ASTER.sex)
    await driver.press('Enter')
    await expect(page.getByText(/^No\. \d{5}/u).first()).toBeVisible()
  })
  await driver.unit('new visit, today', async () => {
    await driver.key('newVisit')
    await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeFocused()
    await driver.press('Enter')
    await driver.at('visit.type')
  })
}

/** What the dialog of the operating system answers; listened for early, so that it is heard whenever it opens. */
const answerChooser = (driver: Driver): void => {
  const buffer = Buffer.from(ultrasound({ bornOn: '19800214' }))
  driver.page.on('filechooser', (chooser) =>
    chooser.setFiles([{ name: 'scan.dcm', mimeType: 'application/dicom', buffer }]),
  )
}
const attached = async (driver: Driver): Promise<void> => {
  const { page } = driver
  await driver.unit('attach the ultrasound', async () => {
    await driver.key('attachPicture')
    // The file in the dialog of the operating system, which no script can press: two keys.
    driver.elsewhere('ArrowDown', 'Enter')
    await expect(page.getByRole('tab', { name: /^Picture 1/u })).toBeVisible()
  })
  await driver.unit('an ultrasound, of R1; no name in it', async () => {
    await driver.key('goRound')
    await driver.at('image.modality')
    await driver.type('u')
    await driver.at('image.nodule')
    await driver.type('r')
    await driver.at('image.identifiersRemoved')
    await driver.type('y')
  })
}
/** Two axes, put in the middle by keys and their ends moved; the size goes into the card of the nodule. */
const measured = async (driver: Driver): Promise<void> => {
  const { page } = driver
  await driver.unit('open it, put two axes on it', async () => {
    await driver.key('seePicture')
    const film = page.getByRole('application', { name: /^Ultrasound/u })
    await expect(film).toBeFocused()
    await expect(film.locator('canvas').first()).toBeVisible()
    await expect(page.getByText(/zoom \d+ %/u)).toBeVisible()
    await driver.key('markAxes')
    await driver.key('markPlace')
    await expect(page.getByRole('button', { name: 'End 1 of 4' })).toBeFocused()
  })
  await driver.unit('move their ends', async () => {
    await driver.run('Shift', 'ArrowLeft', 1)
    await driver.press('Tab')
    await driver.run('Shift', 'ArrowRight', 1)
    await driver.press('Tab')
    await driver.run('Shift', 'ArrowUp', 1)
    await driver.press('Tab')
    await driver.run('Shift', 'ArrowDown', 1)
    await driver.press('Enter')
  })
  await driver.unit('its size into the card, back to the visit', async () => {
    await driver.key('markPush')
    await expect(page.getByText(/^in R1, /u)).toBeVisible()
    await driver.press('Escape')
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible()
  })
}

const S3: Script = {
  id: 'S3',
  what: 'new patient to signed note: history, red flags, neuro screen, nodule, image measured, 120 letters, handout, letter',
  patient: 'aster',
  limit: { inputs: 250, seconds: 135 },
  sides: { R1: 'right' },
  play: async (driver, stage) => {
    const { page } = driver
    const { app } = stage
    expect(STORY.length + LETTER.to.length + LETTER.reason.length).toBeGreaterThanOrEqual(FREE)
    answerChooser(driver)
    await registered(driver)
    await driver.unit('go round', () => driver.key('goRound'))
    await answers(
      driver,
      'first visit; a lump that comes and goes, for 5 months',
      ['visit.type', 'f'],
      ['complaint.lumpCourse', 'c'],
      ['complaint.duration', '5m'],
    )
    await answers(
      driver,
      'localised, worse on pressure, no other pain',
      ['complaint.localised', 'y'],
      ['complaint.worseOnPressure', 'y'],
      ['complaint.painWithoutPressure', 'n'],
    )
    await answers(driver, 'goes to the low back and the buttock', ['complaint.radiation', 'lb'])
    await driver.unit('three scores, then stay', async () => {
      await driver.press('Enter')
      await driver.at('complaint.painNow')
      await driver.type('45')
      await driver.at('complaint.painWorst')
      await driver.press('Escape')
      await driver.type('7')
    })
    await driver.unit('worse by sitting and lifting', async () => {
      await driver.press('Enter')
      await driver.at('complaint.aggravating')
      await driver.type('sl')
    })
    await driver.unit('in words', async () => {
      await driver.key('inWords')
      await driver.at('complaint.narrative')
      await driver.type(STORY)
    })
    await driver.unit('go round', () => driver.key('goRound'))
    await answers(
      driver,
      'not pregnant, no lump removed',
      ['contributors.pregnancy', 'n'],
      ['contributors.removedBefore', 'n'],
    )
    await driver.at('redFlags.bladder')
    await driver.unit('red flags: all asked, none present', () => driver.key('allNoneOn'))
    await driver.at('palpation.result')
    await newNodule(driver, 'pr', undefined, {
      layer: 'd',
      consistency: 'r',
      mobility: 'f',
      tenderness: '3',
      pain: '7',
      familiar: 'y',
      course: 'f',
    })
    await driver.at('assessment.impression')
    await driver.unit('leg raise 80 on both sides', async () => {
      await driver.key('section', 5)
      await driver.at('neurology.slrLeft')
      for (const angle of ['80', '80']) {
        await driver.type(angle)
        await driver.press('Enter')
      }
    })
    for (const [what, fieldId] of [
      ['no leg pain', 'neurology.slrPainLeft'],
      ['power: all 5 of 5', 'neurology.hipFlexionLeft'],
      ['reflexes: normal', 'neurology.kneeReflexLeft'],
      ['light touch: normal', 'neurology.touchL2Left'],
    ] as const) {
      await driver.at(fieldId)
      await driver.unit(what, () => driver.key('allNoneOn'))
    }
    await answers(driver, 'saddle: normal', ['neurology.touchSaddle', 'n'])
    await attached(driver)
    await measured(driver)
    await driver.unit('go round', () => driver.key('goRound'))
    await answers(driver, 'impression: back mouse', ['assessment.impression', 'l'])
    await driver.at('plan.options')
    await driver.unit('plan set', () => driver.key('planSetHere', 0))
    await answers(driver, 'safety-net advice given', ['followUp.safetyNet', 'y'])
    await expect(page.getByRole('button', { name: /^Sign…$/u })).toBeFocused()
    await driver.unit('sign with the PIN', async () => {
      await driver.press('Enter')
      await expect(page.getByLabel(/^PIN of/u)).toBeFocused()
      await driver.type(PIN)
      await driver.press('Enter')
      await expect(page.getByText(/^Signed by/u)).toBeVisible()
    })
    const before = await printed(app)
    await driver.unit('print handout and note', async () => {
      await driver.key('printAll')
      await expect.poll(() => printed(app)).toBe(before + 2)
    })
    await driver.unit('letter: to whom and why', async () => {
      await driver.key('letter')
      await expect(page.getByLabel('To', { exact: true })).toBeFocused()
      await driver.type(LETTER.to)
      await driver.press('Tab')
      await driver.press('Tab')
      await driver.type(LETTER.reason)
    })
    await driver.unit('look at it, print it', async () => {
      await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeEnabled()
      await driver.key('printLetter')
      await expect(page.getByText('Letter: sent to the printer.')).toBeVisible()
    })
    expect(await printed(app)).toBe(before + 3)
  },
}

export const SCRIPTS: readonly Script[] = [S1, S2, S3]
