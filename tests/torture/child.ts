import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { bundle } from '../store/bundle'
import type { Checked } from './ledger'

/** Everything of one loop lies in one folder: the vault, its backups, the ledger. */
export interface Place {
  readonly dataFolder: string
  readonly notes: string
}
export const placeIn = (folder: string): Place => ({
  dataFolder: join(folder, 'data'),
  notes: join(folder, 'notes.txt'),
})

interface Ran {
  readonly out: string
  readonly killed: boolean
}

/** The typist, as processes of its own over one place. */
export class Typist {
  constructor(
    private readonly script: string,
    private readonly worker: string,
    private readonly place: Place,
  ) {}

  /** @param script whoever is killed; understands make, chart and check */
  static async over(place: Place, script = 'tests/torture/typist.ts'): Promise<Typist> {
    return new Typist(await bundle(script), await bundle('electron/store/index-worker.ts'), place)
  }

  /** Runs until it ends, or is killed without warning so many milliseconds after it began to chart. */
  run(mode: 'make' | 'chart' | 'check', number: number, killAfterMs?: number): Promise<Ran> {
    const { dataFolder, notes } = this.place
    return new Promise((resolve, reject) => {
      const args = [this.script, mode, dataFolder, this.worker, notes, String(number)]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => {
        const began = out.includes('charting\n')
        out += chunk.toString()
        if (killAfterMs !== undefined && !began && out.includes('charting\n'))
          setTimeout(() => child.kill('SIGKILL'), killAfterMs)
      })
      child.once('exit', (code, signal) => {
        if (signal === 'SIGKILL' || (code === 0 && killAfterMs === undefined))
          resolve({ out, killed: signal !== null })
        else reject(new Error(`The typist ended by itself: ${code ?? signal ?? ''}`))
      })
    })
  }

  /** Looks for everything that was acknowledged. What is not there is printed, a line each. */
  async check<Found = Checked>(): Promise<Found> {
    const { out } = await this.run('check', 0)
    for (const line of out.split('\n').filter((one) => /^(LOST|UNREADABLE) /u.test(one))) console.error(line)
    const found = /RESULT (.*)\n/u.exec(out)
    if (found?.[1] === undefined) throw new Error('The check said nothing')
    return JSON.parse(found[1]) as Found
  }
}
