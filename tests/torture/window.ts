import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from '../../electron/store/connection'
import { vaultFile } from '../../electron/store/files'
import { launchPalpa } from '../e2e/launch'
import { unlock } from '../e2e/steps'
import { PASSPHRASE } from '../fixtures/records'
import { bundle } from '../store/bundle'
import { Typist, placeIn, type Place } from './child'
import { Hands } from './hands'
import { begunIn, noteIn, type Checked } from './ledger'
import { momentOf, type Rounds } from './service'

/** Visits that the vault begins with for each kill: signing takes them away. */
const PATIENTS_PER_KILL = 1.5
const PATIENTS_MORE = 10

/** As much of what main wrote to its standard error is told where it ends by itself. */
const MOST_SAID = 4000

/** SQLite's whole check, by a reader of its own beside the running app. */
async function integrity(dataFolder: string): Promise<void> {
  const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
  try {
    const rows = await db.read((tx) => tx.all('PRAGMA integrity_check'))
    if (rows.length !== 1 || rows[0]?.['integrity_check'] !== 'ok') throw new Error(JSON.stringify(rows))
  } finally {
    await db.close()
  }
}

/** Processes that a process has started, on Linux; none elsewhere. */
const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
  } catch {
    return []
  }
}
/** The browser of the stand-in goes with its main process; whoever does not go is taken along. */
const endQuietly = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone, as it should be.
  }
}

/** One start of the built app on what the last kill left, charted in until main is killed. */
async function round(place: Place, witness: string, number: number, rounds: Rounds): Promise<void> {
  const note = noteIn(place.notes)
  const app = await launchPalpa({
    dataFolder: place.dataFolder,
    preloaded: [witness],
    env: { PALPA_TORTURE_NOTES: place.notes },
  })
  const main = app.process()
  const gone = once(main, 'exit')
  let said = ''
  main.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-MOST_SAID)))
  let killed = false as boolean
  const children = (): number[] => (main.pid === undefined ? [] : childrenOf(main.pid))
  try {
    const page = await app.firstWindow()
    page.setDefaultTimeout(20_000)
    await unlock(page, PASSPHRASE)
    const hands = await Hands.on(page, main, {
      // A key whose answer comes after the kill was pressed on a window that is gone.
      note: (...words) => {
        if (!killed) note(...words)
      },
      seed: rounds.seed * 1_000_003 + number,
      begun: begunIn(readFileSync(place.notes, 'utf8').split('\n')),
    })
    await integrity(place.dataFolder)
    const browser = children()
    const end = new Promise<void>((resolve) =>
      setTimeout(
        () => {
          killed = true
          // Before the kill, so that nothing is asked of a main that may not answer any more.
          note('killed', Date.now(), hands.doing)
          main.kill('SIGKILL')
          resolve()
        },
        momentOf(number, rounds),
      ),
    )
    // What fails because main is gone is no failure.
    const charting = hands.chartOnAndOn().catch((error: unknown) => {
      if (killed) return
      const end = main.exitCode ?? main.signalCode ?? 'still running'
      throw new Error(`The app went by itself, ${end}, while ${hands.doing}. It said:\n${said}`, {
        cause: error,
      })
    })
    await Promise.race([end, charting])
    await gone
    await charting
    browser.forEach(endQuietly)
  } finally {
    if (!killed) main.kill('SIGKILL')
  }
}

/** Kills the built app while it is charted in through its window, and then looks for everything that was acknowledged. */
export async function tortureWindow(
  rounds: Rounds,
  told: (kill: number) => void = () => undefined,
): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), 'palpa-torture-'))
  try {
    const place = placeIn(folder)
    const typist = await Typist.over(place)
    const witness = await bundle('tests/torture/witness.ts')
    await typist.run('make', Math.ceil(rounds.kills * PATIENTS_PER_KILL) + PATIENTS_MORE)
    for (let kill = 0; kill < rounds.kills; kill += 1) {
      await round(place, witness, rounds.from + kill, rounds)
      told(kill + 1)
    }
    return await typist.check()
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
