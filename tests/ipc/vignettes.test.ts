import { describe, expect, it } from 'vitest'
import { viewOf } from '@shared/exam/validate'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { rulesInForce } from '@shared/prompts/rule-set'
import type { SignedExam } from '@shared/records/exam'
import { filled } from '@shared/records/said'
import { bodyOf, LINDEN, VIGNETTES, vignetteVisit } from '../fixtures/vignettes'
import { PASSPHRASE, patientInput } from '../fixtures/records'
import { code, firstRun, openApp, value, type App } from './app'

/** The rules as they ship: nothing switched on. */
const SHIPPED = rulesInForce([])
const OPTIONS = { language: 'en' as const, paper: 'A4' as const, size: 'standard' as const, actions: [] }

/** Charts and signs every visit of a vignette, each on its own day, through the gate and with the real rules. */
const chart = async (app: App, id: keyof typeof VIGNETTES): Promise<SignedExam[]> => {
  const { patient, visits } = VIGNETTES[id]
  const { patientId } = value(await app.call('patients.register', { patient: patientInput(patient) }))
  const signed: SignedExam[] = []
  for (const visit of visits) {
    app.clock = new Date(`${visit.visitOn}T03:00:00.000Z`)
    const draft = value(await app.call('exams.start', { patientId, visitOn: visit.visitOn }))
    const { examId } = draft
    const saved = value(
      await app.call('exams.saveDraft', { examId, baseSequence: draft.sequence, body: bodyOf(visit) }),
    )
    const mode = visit.mode ?? 'complete'
    const baseSequence = saved.sequence
    signed.push(value(await app.call('exams.sign', { examId, baseSequence, mode, passphrase: PASSPHRASE })))
  }
  return signed
}

const openClinic = async (): Promise<App> => {
  const app = await openApp()
  app.clock = new Date('2026-01-01T03:00:00.000Z')
  const { clinic } = await firstRun(app)
  const settings = { ...clinic.settings, procedures: true }
  value(await app.call('clinic.updateSettings', { baseRevision: clinic.revision, settings }))
  return app
}

describe.each(Object.keys(VIGNETTES) as (keyof typeof VIGNETTES)[])('%s', (id) => {
  it('is charted, signed, listed, projected and printed with the rules of the product', async () => {
    const app = await openClinic()
    const signed = await chart(app, id)
    const last = signed.at(-1)!
    const { examId, patientId } = last
    const { rows } = value(await app.call('patients.visits', { patientId }))
    expect(rows.map((row) => row.examId)).toEqual(signed.map((exam) => exam.examId).reverse())
    expect(filled(rows[0]!.summary)).not.toBe('')
    expect(rows[0]!.nodules.map((nodule) => nodule.label)).toEqual(Object.values(last.noduleLabels))

    const preview = value(await app.call('handouts.preview', { examId, options: OPTIONS }))
    expect(preview.sheet.kind).toBe(id === 'V5' ? 'emergency' : 'handout')
    value(await app.call('handouts.print', { examId, options: OPTIONS, to: 'printer' }))
    const [given] = value(await app.call('handouts.given', { examId })).given
    const footer = { ...preview.sheet.footer, id: given!.sheet.footer.id }
    expect(given!.sheet).toEqual({ ...preview.sheet, footer })
    expect(footer.id).toMatch(/^[0-9A-Z]{5}$/u)

    const { text } = value(await app.call('notes.text', { examId }))
    expect(text).toContain(last.signer.name)
    expect(text.includes('Not done')).toBe(last.mode === 'incompleteEmergency')
    value(await app.call('notes.print', { examId, to: 'printer' }))
    expect(app.printed.map(({ job }) => job.is)).toEqual(['sheet', 'note'])
  })
})

describe('a signed visit', () => {
  it('keeps its procedures on paper when the clinic takes them out of scope afterwards', async () => {
    const app = await openClinic()
    const [visit] = await chart(app, 'V6')
    const note = value(await app.call('notes.text', { examId: visit!.examId })).text
    const clinic = value(await app.call('clinic.get', {}))
    const settings = { ...clinic.settings, procedures: false }
    value(await app.call('clinic.updateSettings', { baseRevision: clinic.revision, settings }))
    expect(value(await app.call('notes.text', { examId: visit!.examId })).text).toBe(note)
  })
})

describe('a needle on the other side than its nodule', () => {
  it('stops the signature in main, whatever the window asks for', async () => {
    const app = await openClinic()
    const { patient, visits } = VIGNETTES.V6
    const { patientId } = value(await app.call('patients.register', { patient: patientInput(patient) }))
    const visit = visits[0]!
    app.clock = new Date(`${visit.visitOn}T03:00:00.000Z`)
    const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: visit.visitOn }))
    const [shot] = visit.groups['injection']!
    const wrong = bodyOf({
      ...visit,
      groups: {
        ...visit.groups,
        injection: [{ ...shot!, values: { ...shot!.values, 'injection.side': 'left' } }],
      },
    })
    const sign = (baseSequence: number) =>
      app.call('exams.sign', { examId, baseSequence, mode: 'complete', passphrase: PASSPHRASE })
    const saved = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: wrong }))
    const stopped = await sign(saved.sequence)
    expect(code(stopped)).toBe('notReady')
    expect(JSON.stringify(stopped)).toContain(`injection.side@${shot!.entryId}`)
    const right = value(
      await app.call('exams.saveDraft', { examId, baseSequence: saved.sequence, body: bodyOf(visit) }),
    )
    expect(code(await sign(right.sequence))).toBe('ok')
  })
})

describe('signing as incomplete', () => {
  it('is for an open emergency only, whatever the window asks for', async () => {
    const app = await openClinic()
    const { patient, visits } = VIGNETTES.V5
    const { patientId } = value(await app.call('patients.register', { patient: patientInput(patient) }))
    const visit = visits.at(-1)!
    app.clock = new Date(`${visit.visitOn}T03:00:00.000Z`)
    const { examId, sequence, body } = value(
      await app.call('exams.start', { patientId, visitOn: visit.visitOn }),
    )
    const sign = (baseSequence: number) =>
      app.call('exams.sign', { examId, baseSequence, mode: 'incompleteEmergency', passphrase: PASSPHRASE })
    expect(code(await sign(sequence))).toBe('notReady')

    const told = { ...bodyOf(visit), visitOn: body.visitOn }
    const stopped = value(await app.call('exams.saveDraft', { examId, baseSequence: sequence, body: told }))
    const { context } = vignetteVisit(VIGNETTES.V5)
    const [r01] = evaluate(factsOf(viewOf(told, context), {}, SHIPPED), [], SHIPPED).filter(
      ({ rule }) => rule === 'R01',
    )
    const lifted = {
      ...told,
      dispositions: [
        {
          rule: 'R01',
          what: 'disagree' as const,
          reason: 'seen by neurosurgery this morning',
          inputs: r01!.fingerprint,
          at: app.clock.toISOString(),
          by: LINDEN,
        },
      ],
    }
    const calm = value(
      await app.call('exams.saveDraft', { examId, baseSequence: stopped.sequence, body: lifted }),
    )
    expect(code(await sign(calm.sequence))).toBe('notReady')
    const again = value(
      await app.call('exams.saveDraft', { examId, baseSequence: calm.sequence, body: told }),
    )
    expect(code(await sign(again.sequence))).toBe('ok')
  })
})

describe('a medicine that was kept against R20', () => {
  it('stands in the note with the reason, and the sheet does not name it as advice (ruling 21)', async () => {
    const app = await openClinic()
    const { patient, visits } = VIGNETTES.V3
    const { patientId } = value(await app.call('patients.register', { patient: patientInput(patient) }))
    const visit = visits.at(-1)!
    app.clock = new Date(`${visit.visitOn}T03:00:00.000Z`)
    const { examId, sequence } = value(await app.call('exams.start', { patientId, visitOn: visit.visitOn }))
    const { body, context } = vignetteVisit(VIGNETTES.V3)
    const r20 = evaluate(factsOf(viewOf(body, context), {}, SHIPPED), [], SHIPPED).find(
      ({ rule }) => rule === 'R20',
    )
    const kept = {
      rule: 'R20',
      what: 'disagree' as const,
      reason: 'agreed with her obstetrician for three days',
      inputs: r20!.fingerprint,
      at: app.clock.toISOString(),
      by: LINDEN,
    }
    const saved = value(
      await app.call('exams.saveDraft', {
        examId,
        baseSequence: sequence,
        body: { ...body, dispositions: [kept] },
      }),
    )
    value(
      await app.call('exams.sign', {
        examId,
        baseSequence: saved.sequence,
        mode: 'complete',
        passphrase: PASSPHRASE,
      }),
    )
    const { text } = value(await app.call('notes.text', { examId }))
    expect(text).toContain('Ibuprofen')
    expect(text).toMatch(/R20 .*pregnant, 24 weeks.*disagree, “agreed with her obstetrician for three days”/)
    const { sheet } = value(await app.call('handouts.preview', { examId, options: OPTIONS }))
    expect(JSON.stringify(sheet)).not.toContain('ibuprofen')
  })
})
