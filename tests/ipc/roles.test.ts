import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ok } from '@shared/errors'
import type { AtTheKeys } from '@shared/ipc/access'
import { CHANNELS, PRINT_CHANNELS } from '@shared/ipc/channels'
import { CONTRACT, PRINT_CONTRACT, type CallName } from '@shared/ipc/contract'
import { RIGHTS, rightsOf, standingOf, type AssistantSight, type Standing } from '@shared/records/roles'
import type { Handlers } from '../../electron/ipc/register'
import { throughGate } from '../fixtures/gate'
import { root } from '../root'
import { FROM_APP, FROM_PRINT } from './app'
import { INPUTS } from './inputs'

/** Every channel there is, from the contract itself. */
const all = Object.keys({ ...CONTRACT, ...PRINT_CONTRACT }) as CallName[]
const SEES: AssistantSight = { findings: true, pictures: true }
const BLIND: AssistantSight = { findings: false, pictures: false }
const keys = (standing: Standing, sight = SEES, ownPassphraseFirst = false): AtTheKeys => ({
  rights: rightsOf(standing, sight),
  ownPassphraseFirst,
})
const WHO = {
  locked: undefined,
  owner: keys(standingOf('owner', true)),
  manager: keys(standingOf('owner', false)),
  clinician: keys(standingOf('clinician', false), BLIND),
  assistant: keys(standingOf('assistant', true)),
  blind: keys(standingOf('assistant', true), BLIND),
  newcomer: keys(standingOf('owner', true), SEES, true),
} as const satisfies Record<string, AtTheKeys | undefined>
type Who = keyof typeof WHO

/** The one gate with nobody behind it: whether a call would have reached its handler, and with what it was refused. */
const gate = () => {
  let who: AtTheKeys | undefined
  let reached = false
  const behind = Object.fromEntries(
    all.map((name) => [
      name,
      () => {
        reached = true
        return Promise.resolve(ok(undefined))
      },
    ]),
  ) as unknown as Handlers
  const call = throughGate(behind, {
    pageOf: (event) => (event === FROM_PRINT ? 'print' : 'app'),
    atTheKeys: () => who,
    refused: () => undefined,
    report: () => undefined,
    checkOutput: false,
  })
  return async (name: CallName, by: Who): Promise<string> => {
    who = WHO[by]
    reached = false
    const from = (PRINT_CHANNELS as readonly string[]).includes(name) ? FROM_PRINT : FROM_APP
    const answer = await call(name, INPUTS[name], from)
    expect(reached).toBe(answer.ok)
    return answer.ok ? 'yes' : answer.error.code
  }
}

describe('roles', () => {
  it('let each role through exactly the channels of the table, locked and unlocked', async () => {
    const ask = gate()
    const rows = [['channel', ...Object.keys(WHO)]]
    for (const name of [...all].sort()) {
      const row: string[] = [name]
      for (const by of Object.keys(WHO)) row.push(await ask(name, by as Who))
      rows.push(row)
    }
    const table = rows.map((row) =>
      row
        .map((cell, at) => cell.padEnd(at === 0 ? 26 : 20))
        .join('')
        .trimEnd(),
    )
    // Read a difference of this file as a change of who may do what.
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot(join(root, 'tests/golden/roles.txt'))
  })

  it('cover every channel, and none twice', () => {
    expect([...all].sort()).toEqual([...CHANNELS, ...PRINT_CHANNELS].sort())
  })

  it('give an assistant neither signing nor governing, whatever the owner shows', () => {
    for (const sight of [SEES, BLIND])
      for (const signs of [true, false]) {
        const rights = rightsOf({ role: 'assistant', signs }, sight)
        for (const right of ['sign', 'chart', 'managePeople', 'manageClinic', 'readAudit', 'erase'] as const)
          expect(rights.has(right)).toBe(false)
      }
  })

  it('give an owner who signs every right there is, and one who does not all but charting', () => {
    expect([...WHO.owner.rights].sort()).toEqual([...RIGHTS].sort())
    expect(RIGHTS.filter((right) => !WHO.manager.rights.has(right))).toEqual(['chart', 'sign'])
  })
})
