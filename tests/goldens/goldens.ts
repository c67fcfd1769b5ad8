import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchPalpa } from '../e2e/launch'
import { PrintDesk } from '../e2e/print-desk'
import { root } from '../root'
import { ALL_CASES, goldenSheet, nameOf, REVIEWED } from './cases'
import { goldenFaults, paperFaults } from './check'
import { latinOnly } from './latin-only'

/**
 * `npm run goldens [-- --renew] [-- V1 ta large …]`: every sheet of the vignettes on paper, each against its picture in
 * tests/golden/pages, with system fonts for Chinese and Tamil absent; and the same sheets once reviewed, against everything
 * but a picture (not while pictures are drawn anew). Words after `--` choose among them. Ends with 1 where something is wrong.
 */
export default async function goldens(args: readonly string[]): Promise<void> {
  const renew = args.includes('--renew')
  const wanted = args.filter((word) => !word.startsWith('--'))
  const cases = ALL_CASES.filter((one) =>
    wanted.every((word) => (Object.values(one) as string[]).includes(word)),
  )
  const folder = mkdtempSync(join(tmpdir(), 'palpa-goldens-'))
  const app = await launchPalpa({ dataFolder: join(folder, 'data'), env: latinOnly(join(folder, 'fonts')) })
  let wrong = 0
  const tell = (what: string, faults: readonly string[]): void => {
    wrong += faults.length === 0 ? 0 : 1
    process.stdout.write(`${faults.length === 0 ? 'ok     ' : 'WRONG  '}${what}\n`)
    for (const fault of faults) process.stdout.write(`         ${fault}\n`)
  }
  try {
    await app.firstWindow()
    const desk = await PrintDesk.open(app)
    for (const one of cases) {
      tell(nameOf(one), await goldenFaults(desk, one, renew))
      if (one.language !== 'en' && !renew)
        tell(`${nameOf(one)}, reviewed`, (await paperFaults(desk, goldenSheet(one, REVIEWED))).faults)
    }
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const stored = readdirSync(join(root, 'tests/golden/pages'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  process.stdout.write(
    `palpa: ${String(cases.length)} goldens ${renew ? 'renewed' : 'compared'}, ${String(wrong)} sheets with faults; ${(stored / 1e6).toFixed(1)} MB of pictures.\n`,
  )
  if (wrong > 0) process.exitCode = 1
}
