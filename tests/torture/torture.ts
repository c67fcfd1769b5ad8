import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle } from '../store/bundle'

export interface Tortured {
  readonly kills: number
  /** Saves, signatures, pictures and backups that were acknowledged. */
  readonly saves: number
  readonly signed: number
  readonly images: number
  readonly backups: number
  readonly lost: number
  readonly damaged: number
  /** The most that was gone of typing nobody had acknowledged yet, milliseconds. */
  readonly goneMs: number
  readonly intact: boolean
}

interface Ran {
  readonly out: string
  readonly killed: boolean
}

/** Runs the typist; kills it without warning `afterMs` after it began to chart. */
const run = (script: string, args: readonly string[], afterMs?: number): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (afterMs !== undefined && out.includes('charting\n') && !child.killed)
        setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL' || (code === 0 && afterMs === undefined))
        resolve({ out, killed: signal !== null })
      else reject(new Error(`The typist ended by itself: ${code ?? signal ?? ''}`))
    })
  })

/**
 * Kills whoever is charting, `kills` times at moments that the seed chooses, on one vault, and then looks for everything
 * that was acknowledged. The typist is the built main process with the window's autosave, without the window itself.
 */
export async function torture(
  { kills, seed, mostMs }: { kills: number; seed: number; mostMs: number },
  told: (kill: number) => void = () => undefined,
): Promise<Tortured> {
  const place = mkdtempSync(join(tmpdir(), 'palpa-torture-'))
  try {
    const script = await bundle('tests/torture/typist.ts')
    const worker = await bundle('electron/store/index-worker.ts')
    const args = (mode: string, at: number): string[] => [
      mode,
      join(place, 'data'),
      worker,
      join(place, 'notes.txt'),
      String(seed + at),
    ]
    await run(script, args('make', 0))
    for (let kill = 1; kill <= kills; kill += 1) {
      // Spread over the whole span, at once and late, without a clock's regularity.
      await run(script, args('chart', kill), (seed * 7919 + kill * 104_729) % mostMs)
      told(kill)
    }
    const { out } = await run(script, args('check', 0))
    const found = /RESULT (.*)\n/u.exec(out)
    if (found?.[1] === undefined) throw new Error('The check said nothing')
    for (const line of out.split('\n').filter((one) => one.startsWith('LOST'))) console.error(line)
    return { kills, ...(JSON.parse(found[1]) as Omit<Tortured, 'kills'>) }
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** `npm run torture [-- --seed N --kills N --ms N]`: 200 kills unless told otherwise. Fails when anything is lost. */
export default async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      kills: { type: 'string', default: '200' },
      ms: { type: 'string', default: '3000' },
    },
  })
  const result = await torture(
    { kills: Number(values.kills), seed: Number(values.seed), mostMs: Number(values.ms) },
    (kill) => {
      if (kill % 20 === 0) console.log(`palpa: ${kill} kills`)
    },
  )
  const { kills, saves, signed, images, backups, lost, damaged, goneMs, intact } = result
  console.log(
    `${kills} kills: ${saves} acknowledged saves, ${signed} signatures, ${images} pictures, ${backups} backups; ` +
      `${lost} lost, ${damaged} unreadable, at most ${goneMs} ms of typing gone, audit chain ${intact ? 'whole' : 'BROKEN'}.`,
  )
  if (lost > 0 || damaged > 0 || goneMs > 1000 || !intact) throw new Error('Something that was safe is not.')
}
