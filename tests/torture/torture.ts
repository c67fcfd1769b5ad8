import { parseArgs } from 'node:util'
import { say, Stop } from '../demo/arguments'
import type { Checked } from './ledger'
import { tortureService, type Rounds } from './service'
import { tortureWindow } from './window'

const counts = (kills: number, result: Checked): string => {
  const { saves, signed, images, backups, lost, unreadable, goneMs, intact, reopened, killedWhile } = result
  const moments = Object.entries(killedWhile).map(([what, times]) => `${times} while ${what}`)
  return [
    `${kills} kills (${moments.join(', ')}): ${saves} acknowledged saves, ${signed} signatures, ${images} pictures, ${backups} backups;`,
    `${lost} lost, ${unreadable} unreadable, at most ${goneMs} ms of typing gone, ${reopened} backups restored and compared,`,
    `audit chain ${intact ? 'whole' : 'BROKEN'}.`,
  ].join(' ')
}

const numberOf = (name: string, text: string): number => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0) throw new Stop(`--${name} takes a whole number, not ${text}.`)
  return number
}

/**
 * `npm run torture [-- --kills N --from N --seed N --ms N --service]`: kill -9 at random moments of charting in the
 * built app, 200 times unless told otherwise; fails when anything acknowledged is not there as it was, or when more than
 * a second of typing is gone. A long run may be cut into pieces: `--from 50 --kills 50` is the second quarter.
 * `--service` drives main's services without the window.
 */
export default async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      from: { type: 'string', default: '0' },
      kills: { type: 'string', default: '200' },
      ms: { type: 'string' },
      service: { type: 'boolean', default: false },
    },
  })
  const rounds: Rounds = {
    from: numberOf('from', values.from),
    kills: numberOf('kills', values.kills),
    seed: numberOf('seed', values.seed),
    mostMs: numberOf('ms', values.ms ?? (values.service ? '3000' : '10000')),
  }
  const run = values.service ? tortureService : tortureWindow
  const result = await run(rounds, (kill) => {
    if (kill % 10 === 0) say(`${kill} kills`)
  })
  say(counts(rounds.kills, result))
  const { lost, unreadable, goneMs, intact } = result
  if (lost > 0 || unreadable > 0 || goneMs > 1000 || !intact)
    throw new Error('Something that was safe is not.')
}
