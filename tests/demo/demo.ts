import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Page } from '@playwright/test'
import type { PalpaApi } from '@shared/ipc/contract'
import { launchPalpa } from '../e2e/launch'
import { ultrasound } from '../fixtures/dicom'
import { readPdf } from '../fixtures/pdf'
import { VIGNETTES } from '../fixtures/vignettes'
import { root } from '../root'
import { pathsFrom, say, Stop } from './arguments'
import { Recorder, type Inputs, type Step } from './recorder'
import { playTypicalVisit, SEEN_AT, type Attachment } from './typical-visit'

const synthetic = (): Attachment => ({
  name: 'zz-test-ultrasound.dcm',
  mimeType: 'application/dicom',
  buffer: Buffer.from(ultrasound({ bornOn: VIGNETTES.V1.patient.bornOn.replaceAll('-', '') }, 640, 480)),
})

const total = (steps: readonly Step[]): Inputs =>
  steps.reduce(
    (sum, { inputs }) => ({
      presses: sum.presses + inputs.presses,
      keys: sum.keys + inputs.keys,
      typed: sum.typed + inputs.typed,
    }),
    { presses: 0, keys: 0, typed: 0 },
  )

/** What About says: version, runtime, and whether the proof of sealing passed. */
const about = (page: Page) =>
  page.evaluate(async () => {
    const { palpa } = globalThis as unknown as { palpa: PalpaApi }
    const told = await palpa['app.about']({})
    return told.ok ? told.value : undefined
  })

const pdfFacts = async (path: string) => {
  const { pages, tagged, fonts } = await readPdf(path)
  return { pages, tagged, fonts: fonts.map((font) => `${font.name} (${font.type})`) }
}

/** Only what this command writes is taken away before it writes again. */
const emptied = (out: string): string => {
  for (const made of ['screens', 'handout.pdf', 'note.pdf', 'summary.json'])
    rmSync(join(out, made), { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  return out
}

/**
 * `npm run demo [-- --out DIR --image FILE]`: vignette V1 through the real interface of the built app, on a vault of
 * its own that goes afterwards. Leaves handout.pdf, note.pdf, screens/ and summary.json. All people are invented.
 */
export default async function demo(args: readonly string[]): Promise<void> {
  const { out: given, image } = pathsFrom(args, ['out', 'image'])
  if (image !== undefined && !existsSync(image)) throw new Stop(`There is no ${image}. Nothing was started.`)
  const out = emptied(given ?? join(root, 'out/demo'))
  const dataFolder = mkdtempSync(join(tmpdir(), 'palpa-demo-'))
  say('Starting Palpa on a vault of its own.')
  const started = performance.now()
  const app = await launchPalpa({ dataFolder, now: SEEN_AT })
  try {
    const page = await app.firstWindow()
    await page.getByLabel('Clinic name').waitFor()
    const startMs = Math.round(performance.now() - started)
    await page.clock.setSystemTime(SEEN_AT)
    const recorder = await Recorder.of(page, join(out, 'screens'))
    await playTypicalVisit({ app, page, recorder, out, image: image ?? synthetic() })
    const { version, runtime, versions, proof } = (await about(page)) ?? {}
    const { steps, screens } = recorder
    const charted = steps.filter(({ what }) => /^(Start|Chart|Sign)/u.test(what))
    const summary = {
      vignette: 'V1',
      version,
      runtime,
      versions,
      sealed: proof?.passed,
      startMs,
      steps,
      inputs: { all: total(steps), visit: total(charted) },
      handout: await pdfFacts(join(out, 'handout.pdf')),
      note: await pdfFacts(join(out, 'note.pdf')),
      screens,
    }
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`)
    const { presses, keys, typed } = summary.inputs.visit
    say(`The visit took ${presses} presses, ${keys} keys and ${typed} characters typed into boxes.`)
    say(
      `Look at ${relative(process.cwd(), out) || out}: handout.pdf (${summary.handout.pages} pages), note.pdf,`,
    )
    say(`${screens.length} pictures in screens/, and summary.json. Runtime: ${runtime ?? 'unknown'}.`)
  } finally {
    await app.close()
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  }
}
