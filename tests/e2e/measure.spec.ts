import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test } from './launch'
import { firstRun, register, startVisit } from './steps'

/** The fixture files are of somebody called so and born then; this patient is that person. */
const PATIENT = { ...VIGNETTES.V1.patient, bornOn: '1980-02-14' }

const dicom = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
})
/** Two areas side by side, of different scales. */
const TWO_AREAS = ultrasound({}, 640, 480, [
  [0, 0, 419, 479, 0.0093],
  [440, 0, 639, 479, 0.0056],
])

test('a nodule is measured in its picture, honestly, kept, and put into its card by one key', async ({
  launch,
}) => {
  test.setTimeout(120_000)
  const { page } = await launch({ now: '2026-11-22T09:00:00Z' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await firstRun(page)
  await register(page, PATIENT)
  await startVisit(page, '2026-11-22')
  const chart = new Chart(page)
  await chart.section('palpation')
  await chart.key('newNodule')
  await chart.placeOnMap(52, 0)
  await expect(page.getByRole('tab', { name: /^R1/u })).toBeVisible()
  await chart.section('images')
  await page
    .getByLabel('Files to attach')
    .setInputFiles([dicom('scan.dcm', TWO_AREAS), dicom('mr.dcm', magneticResonance())])
  const pictures = page.getByRole('region', { name: 'Pictures' })
  await expect(pictures.getByRole('listitem')).toHaveCount(2)
  await pictures.getByRole('button', { name: 'Open Ultrasound' }).first().click()
  const film = page.getByRole('application')
  await expect(film.locator('canvas').first()).toBeVisible()
  const list = page.getByRole('region', { name: 'Measurements' })
  const box = (await film.boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  /** Parts of the film, across and down. */
  const drag = async (from: [number, number], to: [number, number]): Promise<void> => {
    await page.mouse.move(box.x + from[0] * box.width, box.y + from[1] * box.height)
    await page.mouse.down()
    await page.mouse.move(box.x + to[0] * box.width, box.y + to[1] * box.height, { steps: 4 })
    await page.mouse.up()
  }

  await page.keyboard.press('x')
  await drag([0.2, 0.4], [0.5, 0.4])
  await expect(list.getByText('Now the short axis.')).toBeVisible()
  await drag([0.35, 0.3], [0.35, 0.5])
  await expect(list.getByText(/mm, from the region calibration of this frame, area 1 of 2\./u)).toBeVisible()

  await page.keyboard.press('l')
  await drag([0.5, 0.7], [0.85, 0.7])
  await expect(
    list
      .getByText(
        'Not measured. It runs from area 1 into area 2, and their scales differ. Draw it inside one area.',
      )
      .last(),
  ).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(list.getByRole('listitem')).toHaveCount(1)

  // The card wants to know whose and what it is; nothing is guessed.
  await list.getByRole('button', { name: /two axes/u }).click()
  await list.getByRole('button', { name: 'Put into the nodule’s card' }).click()
  await expect(list.getByText('Say first whether this picture is an ultrasound or an MRI.')).toBeVisible()
  const said = page.getByRole('region', { name: 'What you see' })
  await said.getByRole('radio', { name: 'ultrasound', exact: true }).click()
  await said.getByRole('radio', { name: 'R1', exact: true }).click()
  await film.focus()
  await page.keyboard.press('p')
  await expect(list.getByText(/^in R1, /u)).toBeVisible()

  // By keys alone: put in the middle, moved, kept.
  await film.focus()
  await page.keyboard.press('d')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'End 1 of 2' })).toBeFocused()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Control+ArrowLeft')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(list.getByRole('listitem')).toHaveCount(2)

  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible()
  await page.keyboard.press('Escape')
})
