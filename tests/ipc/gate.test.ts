import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ACCESS } from '@shared/ipc/access'
import { CHANNELS, PRINT_CHANNELS } from '@shared/ipc/channels'
import type { CallName } from '@shared/ipc/contract'
import { incidentLog, recordStrays } from '../../electron/ipc/incidents'
import { APP_PAGE, PRINT_PAGE } from '../../electron/ipc/senders'
import type { CallEvent } from '../../electron/ipc/register'
import { patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, FROM_APP, FROM_PRINT, openApp, value, type App } from './app'
import { INPUTS } from './inputs'

const all: CallName[] = [...CHANNELS, ...PRINT_CHANNELS]
const own = (name: CallName): CallEvent =>
  (PRINT_CHANNELS as readonly string[]).includes(name) ? FROM_PRINT : FROM_APP

let app: App
beforeEach(async () => {
  app = await openApp()
})

describe.each(all)('%s', (name) => {
  it('refuses malformed input and says nothing of it', async () => {
    for (const input of [undefined, null, 'text', 7, []]) {
      const answer = await app.raw(name, input, own(name))
      expect(answer).toMatchObject({ ok: false, error: { code: 'validation' } })
    }
  })

  it('refuses every sender but its own page', async () => {
    const mine = own(name)
    const frame = { url: mine === FROM_APP ? APP_PAGE : PRINT_PAGE }
    const strangers: CallEvent[] = [
      mine === FROM_APP ? FROM_PRINT : FROM_APP,
      { ...mine, senderFrame: null },
      // A frame inside our own page, another window on our page, our window on another page.
      { sender: mine.sender, senderFrame: { ...frame } },
      { sender: { id: 99, mainFrame: frame }, senderFrame: frame },
      ...[
        'https://example.org/index.html',
        'app://other/index.html',
        'app://clinic/index.html.evil',
        'about:blank',
      ].map((url) => {
        const other = { url }
        return { sender: { id: mine.sender.id, mainFrame: other }, senderFrame: other }
      }),
    ]
    for (const stranger of strangers)
      expect(code(await app.raw(name, INPUTS[name], stranger))).toBe('forbidden')
  })
})

describe('input with a wrong part', () => {
  it('is answered with the paths to mend', async () => {
    const answer = await app.raw('patients.register', {
      patient: { ...patientInput(), given: ' ', sex: 'F', bornOn: '12/04/1971' },
    })
    expect(answer).toMatchObject({
      error: { code: 'validation', paths: ['patient.given', 'patient.bornOn', 'patient.sex'] },
    })
  })

  it('is refused for every channel that takes any', async () => {
    for (const name of all.filter((one) => Object.keys(INPUTS[one]).length > 0))
      expect(code(await app.raw(name, {}, own(name)))).toBe('validation')
  })
})

describe('a locked vault', () => {
  it('answers locked on every channel that reads or writes a chart', async () => {
    await firstRun(app)
    value(await app.call('vault.lock', {}))
    for (const name of CHANNELS.filter((one) => ACCESS[one] !== 'anybody'))
      expect([name, code(await app.raw(name, INPUTS[name]))]).toEqual([name, 'locked'])
  })
})

describe('a bug', () => {
  it('becomes an incident, and what was typed stands neither in the answer nor in the log', async () => {
    const word = 'ZzSecretWord'
    app.press.paper.mockImplementation(() => {
      throw new TypeError(`cannot print\n    at home: ${word}`)
    })
    await app.call('vault.create', INPUTS['vault.create'])
    const answer = await app.call('vault.printRecovery', {})
    expect(answer).toMatchObject({ ok: false, error: { code: 'unexpected' } })
    expect(JSON.stringify(answer)).not.toContain(word)
    const [incident] = app.incidents
    const folder = emptyFolder()
    incidentLog(folder)(incident!.incident, incident!.name, incident!.error)
    const log = readFileSync(join(folder, 'incidents.log'), 'utf8')
    expect(log).toContain(answer.ok ? '' : answer.error.incident)
    expect(log).toContain('vault.printRecovery TypeError')
    expect(log).not.toContain(word)
  })

  it('outside any call is written down without what it says, and ends nothing', () => {
    const folder = emptyFolder()
    const strays = new EventEmitter()
    recordStrays(strays, incidentLog(folder))
    strays.emit('uncaughtException', new RangeError('ZzSecretWord'))
    strays.emit('unhandledRejection', new SyntaxError('ZzSecretWord'))
    const log = readFileSync(join(folder, 'incidents.log'), 'utf8')
    expect(log).toMatch(/uncaughtException RangeError[^]*unhandledRejection SyntaxError/u)
    expect(log).not.toContain('ZzSecretWord')
  })
})
