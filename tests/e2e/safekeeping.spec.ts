import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import { filesUnder, holding, needles } from '../fixtures/files'
import { makePng } from '../fixtures/pictures'
import { VIGNETTES } from '../fixtures/vignettes'
import { Chart } from './chart'
import { expect, test as base } from './launch'
import {
  answerSaveDialog,
  firstRun,
  openHandout,
  PASSPHRASE,
  register,
  savePdf,
  signVisit,
  startVisit,
  unlock,
} from './steps'

/** Everything that the app and its browser write in a run lies below one folder that nothing else writes to. */
const test = base.extend<{
  world: { root: string; env: Record<string, string>; place: string; paper: string }
}>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the wanted fixtures from this pattern
  world: async ({}, use) => {
    const root = mkdtempSync(join(tmpdir(), 'palpa-world-'))
    const paper = mkdtempSync(join(tmpdir(), 'palpa-paper-'))
    const folder = (name: string): string => {
      mkdirSync(join(root, name))
      return join(root, name)
    }
    const [home, temp, place] = ['home', 'temp', 'stick'].map(folder) as [string, string, string]
    const env = {
      HOME: home,
      USERPROFILE: home,
      TMPDIR: temp,
      TEMP: temp,
      TMP: temp,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_STATE_HOME: join(home, 'state'),
    }
    await use({ root, env, place, paper })
    for (const one of [root, paper]) rmSync(one, { recursive: true, force: true, maxRetries: 5 })
  },
})

const NOW = '2026-11-22T09:00:00Z'
const { patient, visits } = VIGNETTES.V1
const visit = visits[0]!
/** Words that no part of the program holds: where they stand, a chart stands. */
const PEOPLE = [
  { ...patient, given: 'Quendelina', family: 'Zz-Proband', bornOn: '1980-02-14' },
  { ...patient, given: 'Xylandra', family: 'Zz-Wombatte', bornOn: '1951-07-30' },
  // One person, registered twice.
  { ...patient, given: 'Yvaine', family: 'Zz-Dunnart', bornOn: '1962-05-17' },
  { ...patient, given: 'Ottoline', family: 'Zz-Bettong', bornOn: '1962-05-18' },
]
const WORDS = ['zz quokka under the thumb', 'zz numbat beside the dimple'] as const
const ADDED = ['zz bilby heard on the phone', 'zz potoroo rang back'] as const
const JOINED = 'zz cassowary seen on both cards'

/** A picture whose rows do not pack, so that its bytes are found wherever they are left. */
const noise = (): Uint8Array<ArrayBuffer> => {
  let seed = 7
  return makePng(640, 480, [], () => {
    seed = (seed * 48271) % 2147483647
    return seed & 255
  })
}

const answerFolder = (app: ElectronApplication, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, path)

const home = (page: Page): Promise<void> => page.getByRole('button', { name: /^Patients/u }).click()
const openBackups = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Settings/u }).click()
  await page.getByRole('button', { name: 'Backup', exact: true }).click()
}

/** Every signed visit as the window gets it, and the bytes of every picture, by their hash. */
const everything = async (page: Page) => {
  const read = await page.evaluate(async () => {
    const palpa = (window as unknown as { palpa: PalpaApi }).palpa
    const value = <T>(result: { ok: true; value: T } | { ok: false }): T => {
      if (!result.ok) throw new Error('A call failed')
      return result.value
    }
    const { rows } = value(await palpa['patients.search']({ text: '', limit: 50 }))
    const records: unknown[] = []
    const pictures: { imageId: string; bytes: number[] }[] = []
    for (const { patientId } of [...rows].sort((a, b) => a.patientId.localeCompare(b.patientId))) {
      records.push(value(await palpa['patients.get']({ patientId })))
      records.push(value(await palpa['patients.charts']({ patientId })))
      for (const { examId, state } of value(await palpa['patients.visits']({ patientId })).rows) {
        if (state === 'draft') {
          // Every opening is given a right to write of its own, and gives it back.
          const { writer, ...draft } = value(await palpa['exams.openDraft']({ examId }))
          records.push(draft)
          if (writer !== undefined) value(await palpa['exams.closeDraft']({ examId, writer }))
        } else records.push(value(await palpa['exams.get']({ examId })))
      }
      for (const { imageId } of value(await palpa['images.list']({ patientId })).images) {
        const got = await fetch(`/image/${imageId}`)
        pictures.push({ imageId, bytes: [...new Uint8Array(await got.arrayBuffer())] })
      }
    }
    return { records, pictures }
  })
  return {
    records: read.records,
    pictures: read.pictures.map(({ imageId, bytes }) => ({
      imageId,
      bytes: bytes.length,
      sha256: createHash('sha256').update(Buffer.from(bytes)).digest('hex'),
    })),
  }
}

test('a day of work leaves not a word of a patient on any disk, and all of it comes back by the recovery code alone', async ({
  world,
  launch,
  dataFolder,
}, info) => {
  test.setTimeout(400_000)
  const { app, page } = await launch({ now: NOW, env: world.env })
  const code = await firstRun(page, 'GP')
  const picture = noise()
  const attach = async (): Promise<void> => {
    await page
      .getByLabel('Files to attach')
      .setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(picture) }])
    await expect(page.getByRole('region', { name: 'Pictures' }).getByRole('listitem')).toHaveCount(1)
  }
  const chart = new Chart(page)
  // One visit from the first answer to the paper, one that is still being typed; each with a picture.
  await register(page, PEOPLE[0]!)
  await startVisit(page, visit.visitOn)
  await chart.visit({ ...visit, values: { ...visit.values, 'palpation.narrative': WORDS[0] } })
  await signVisit(page)
  await openHandout(page)
  await answerSaveDialog(app, join(world.paper, 'sheet.pdf'))
  await savePdf(page)
  await page.getByRole('button', { name: 'Back to the visit' }).click()
  await expect(page.getByRole('button', { name: /^Addendum/u })).toBeVisible()
  await page.keyboard.press('Alt+U')
  const addendum = page.getByRole('alertdialog', { name: 'Addendum' })
  await addendum.getByLabel('Addendum').fill(ADDED[0])
  await addendum.getByLabel('Reason').fill(ADDED[1])
  await addendum.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Added to after signing' })).toBeVisible()
  await answerSaveDialog(app, join(world.paper, 'note.pdf'))
  await page.getByRole('button', { name: 'Save note as PDF' }).click()
  await expect(page.getByText('Note saved as PDF.')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  await startVisit(page, visit.visitOn)
  await chart.section('images')
  await attach()
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  await home(page)
  await register(page, PEOPLE[1]!)
  await startVisit(page, visit.visitOn)
  await chart.section('palpation')
  await chart.row('palpation.narrative').getByRole('textbox').fill(WORDS[1])
  await chart.section('images')
  await attach()
  await page.getByRole('button', { name: 'Back to the patient' }).click()
  // Somebody who was registered twice.
  for (const one of PEOPLE.slice(2)) {
    await home(page)
    await register(page, one)
  }
  await page.keyboard.press('Alt+J')
  await page.getByRole('combobox', { name: 'The other chart of this person' }).fill('Yvaine')
  await page.getByRole('option', { name: /Dunnart/u }).click()
  await page.getByLabel('Reason').fill(JOINED)
  await page.getByLabel(/^Passphrase of/u).fill(PASSPHRASE)
  await page.keyboard.press('Enter')
  await expect(page.getByText('No. 00004, also 00003')).toBeVisible()

  await openBackups(page)
  await answerFolder(app, world.place)
  await page.getByRole('button', { name: 'Back up now…' }).click()
  await expect(page.getByText(/copied and read back/u)).toBeVisible()
  await page.getByRole('button', { name: 'Rehearse a restore' }).click()
  await expect(page.getByText(/^Passed 22 Nov 2026/u)).toBeVisible()
  await page.getByRole('button', { name: 'Lock' }).click()
  await unlock(page)
  // Unlocking returns to where one was.
  const backUp = page.getByRole('button', { name: 'Back up now', exact: true })
  await expect(backUp).toBeVisible()
  await backUp.click()
  const restores = page.getByRole('button', { name: /^Restore the backup of/u })
  await expect(restores).toHaveCount(2)
  const before = await everything(page)
  // Three charts, how each stands to others, and three visits.
  expect(before.records).toHaveLength(9)
  expect(before.pictures).toHaveLength(2)
  // Over the vault that it was made of: what was there is there again.
  await restores.first().click()
  await page.getByLabel('Your passphrase').fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Back up, then restore' }).click()
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused({ timeout: 60_000 })
  await unlock(page)
  await expect(restores).toHaveCount(3)
  expect(await everything(page)).toEqual(before)

  const texts = [
    ...PEOPLE.flatMap(({ given, family, bornOn }) => [given, family, bornOn]),
    ...WORDS,
    ...ADDED,
    JOINED,
    PASSPHRASE,
    code.join(''),
    code.join(' '),
  ]
  const wanted = needles(texts, picture)
  const scanned: Record<string, number> = {}
  const scan = (when: string): void => {
    const files = [world.root, dataFolder].flatMap(filesUnder)
    scanned[when] = files.length
    expect(holding(files, wanted), when).toEqual([])
  }
  scan('open')
  await page.getByRole('button', { name: 'Lock' }).click()
  await expect(page.getByLabel('Passphrase', { exact: true })).toBeFocused()
  scan('locked')
  await app.close()
  scan('closed')
  // The search finds what does stand in clear: the papers, which somebody saved on purpose.
  expect(filesUnder(world.paper)).toHaveLength(2)
  // The places that were looked through were really written to.
  expect(filesUnder(world.place).filter((path) => path.endsWith('vault.db'))).toHaveLength(3)
  expect(scanned['open']).toBeGreaterThan(10)
  info.annotations.push({ type: 'files scanned', description: JSON.stringify(scanned) })

  const clean = mkdtempSync(join(world.root, 'clean-'))
  const again = await launch({ dataFolder: clean, now: NOW, env: world.env })
  await again.page.getByRole('button', { name: 'Open a backup instead…' }).click()
  await answerFolder(again.app, world.place)
  await again.page.getByRole('button', { name: 'Choose the folder…' }).click()
  await expect(again.page.getByRole('radio')).toHaveCount(3)
  await expect(again.page.getByText(/Quendelina|Wombatte|Dunnart|Bettong|Zz-Test/u)).toHaveCount(0)
  await again.page.getByRole('button', { name: 'Open this backup' }).click()
  await again.page.getByRole('button', { name: 'Use the recovery code…' }).click()
  await again.page.getByLabel('Recovery code').fill(code.join(' '))
  await again.page.getByLabel('New passphrase').fill('three zz-test otters sleep afloat')
  await again.page.getByRole('button', { name: 'Unlock', exact: true }).click({ timeout: 60_000 })
  await expect(again.page.getByRole('button', { name: /Register/u })).toBeVisible()
  expect(await everything(again.page)).toEqual(before)
})
