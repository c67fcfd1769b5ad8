import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { CLINICIAN, firstRun, PASSPHRASE, register, startVisit } from './steps'

const visit = VIGNETTES.V1.visits[0]!

test('by keyboard alone: the palpation section of V1, its signature and its handout', async ({ launch }) => {
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await firstRun(page)
  await register(page, VIGNETTES.V1.patient)
  await startVisit(page, visit.visitOn)
  const chart = new Chart(page)
  await chart.visit({ ...visit, groups: { ...visit.groups, nodule: [] } })
  // From here on the pointer stays where it is: any press of it would be seen.
  await page.evaluate(() => {
    const touched = new Set<string>()
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(kind, () => touched.add(kind), { capture: true })
    Object.assign(window, { touched })
  })
  const type = (keys: string): Promise<void> => page.keyboard.type(keys)
  const next = (): Promise<void> => chart.press('Enter')
  const focused = (fieldId: string) => page.locator(`[data-path^="${fieldId}@"]:focus-within`)

  await chart.key('newNodule')
  await chart.placeOnMap(52, 6)
  await expect(page.getByRole('tab', { name: /^R1.*right PSIS/u })).toBeVisible()
  // F8 goes to what signing still needs, in examination order.
  const answers: readonly [string, string][] = [
    ['nodule.sizePalpated', '18\t12'],
    ['nodule.sizePalpatedBy', 'r'],
    ['nodule.layer', 'd'],
    ['nodule.cluster', '1'],
    ['nodule.consistency', 'r'],
    ['nodule.surface', 's'],
    ['nodule.margins', 'c'],
    ['nodule.mobility', 'f'],
    ['nodule.lessMobileTensed', 'n'],
    ['nodule.tenderness', '3'],
    ['nodule.painOnPressure', '7'],
    ['nodule.familiarPain', 'y'],
    ['nodule.skin', 'n'],
    ['nodule.sizeHistory', 'f'],
  ]
  for (const [fieldId, keys] of answers) {
    await chart.key('nextMissing')
    await expect(focused(fieldId), fieldId).not.toHaveCount(0)
    const [first = '', ...more] = keys.split('\t')
    await type(first)
    for (const after of more) {
      await chart.press('Tab')
      await type(after)
    }
  }
  await next()
  await expect(focused('nodule.coughImpulse')).not.toHaveCount(0)
  await type('n')

  await chart.key('sign')
  await expect(page.getByLabel(`Passphrase of ${CLINICIAN}`)).toBeFocused()
  await type(PASSPHRASE)
  await next()
  await expect(page.getByText(/^Signed by/u)).toBeVisible()
  await chart.key('handout')
  await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeFocused()
  await expect(page.getByText('18 by 12 mm')).toBeVisible()
  expect(await page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched])).toEqual([])
})
