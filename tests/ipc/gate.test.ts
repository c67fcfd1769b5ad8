import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHANNELS, PRINT_CHANNELS } from '@shared/ipc/channels'
import type { CallInput, CallName } from '@shared/ipc/contract'
import { incidentLog } from '../../electron/ipc/incidents'
import { APP_PAGE, PRINT_PAGE } from '../../electron/ipc/senders'
import type { CallEvent } from '../../electron/ipc/register'
import { CLINIC, LINDEN_INPUT, PASSPHRASE, patientInput } from '../fixtures/records'
import { code, emptyFolder, firstRun, FROM_APP, FROM_PRINT, openApp, value, type App } from './app'

const ID = '01936b5c-0000-7000-8000-000000000001'
const OPTIONS = { language: 'en', paper: 'A4', size: 'standard', actions: [] } as const

/** Well-formed input for every channel; a new channel without one does not compile. */
const INPUTS: { readonly [N in CallName]: CallInput<N> } = {
  'vault.status': {},
  'vault.create': { clinic: CLINIC, person: LINDEN_INPUT, passphrase: PASSPHRASE },
  'vault.confirmRecovery': {
    groups: [
      { index: 0, text: 'AAAA' },
      { index: 1, text: 'AAAA' },
    ],
  },
  'vault.printRecovery': {},
  'vault.unlock': { personId: ID, passphrase: PASSPHRASE },
  'vault.unlockWithRecovery': { code: 'AAAA', personId: ID, newPassphrase: PASSPHRASE },
  'vault.openBackup': {},
  'vault.lock': {},
  'vault.touch': {},
  'vault.flushed': {},
  'health.get': {},
  'health.check': {},
  'health.repair': { findingId: 'x', choose: false },
  'health.accept': { findingIds: ['x'], reason: 'zz' },
  'app.about': {},
  'clinic.get': {},
  'clinic.update': { baseRevision: 1, clinic: CLINIC },
  'clinic.updateSettings': {
    baseRevision: 1,
    settings: { idleMinutes: 5, rulesOn: [], procedures: true },
  },
  'patients.search': { text: 'a', limit: 5 },
  'patients.get': { patientId: ID },
  'patients.similar': { patient: patientInput() },
  'patients.register': { patient: patientInput() },
  'patients.update': { patientId: ID, baseRevision: 1, patient: patientInput() },
  'patients.visits': { patientId: ID },
  'exams.start': { patientId: ID, visitOn: '2026-11-22' },
  'exams.followUp': { patientId: ID, visitOn: '2026-11-22' },
  'exams.drafts': {},
  'exams.openDraft': { examId: ID },
  'exams.context': { examId: ID },
  'exams.saveDraft': {
    examId: ID,
    baseSequence: 1,
    body: {
      visitOn: '2026-11-22',
      answers: { definitionVersion: 1, values: {}, groups: {} },
      refused: {},
      confirmed: {},
      dispositions: [],
    },
  },
  'exams.sign': { examId: ID, baseSequence: 1, mode: 'complete', passphrase: PASSPHRASE },
  'exams.get': { examId: ID },
  'exams.history': { examId: ID },
  'images.begin': { examId: ID, entryId: ID, bytes: 10 },
  'images.chunk': { uploadId: ID, index: 0, bytes: new Uint8Array(1) },
  'images.finish': { uploadId: ID },
  'images.cancel': { uploadId: ID },
  'images.thumbnail': { imageId: ID, png: new Uint8Array(1) },
  'images.list': { patientId: ID },
  'images.remove': { imageId: ID },
  'handouts.preview': { examId: ID, options: { ...OPTIONS, actions: [] } },
  'handouts.print': { examId: ID, options: { ...OPTIONS, actions: [] }, to: 'pdf' },
  'handouts.given': { examId: ID },
  'notes.text': { examId: ID },
  'notes.print': { examId: ID, to: 'printer' },
  'backup.now': {},
  'print.job': {},
  'print.ready': { pages: 1 },
}

/** Channels that answer before anybody unlocked. */
const WITHOUT_KEY: readonly CallName[] = [
  'vault.status',
  'vault.create',
  'vault.confirmRecovery',
  'vault.printRecovery',
  'vault.unlock',
  'vault.unlockWithRecovery',
  'vault.openBackup',
  'vault.lock',
  'vault.touch',
  'vault.flushed',
  'app.about',
]
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
    for (const name of CHANNELS.filter((one) => !WITHOUT_KEY.includes(one)))
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
})
