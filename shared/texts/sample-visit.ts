import { fieldValue, type Answer, type ExamAnswers } from '../exam/answer'
import type { ExamContext } from '../exam/context'
import {
  DEFINITION_VERSION,
  PLACES,
  type GroupFieldId,
  type GroupId,
  type SingleFieldId,
  type ValueOf,
} from '../exam/definition'
import { labelNodules } from '../exam/labels'
import type { LumpFacts, Offer } from '../handout/facts'
import { projectLetter, letterDefaults, letterFrom } from '../handout/letter-page'
import type { LetterPage } from '../handout/letter'
import type { PageFrame } from '../handout/page-frame'
import type { SignedExam } from '../records/exam'
import type { ClinicInput } from '../records/people'
import { RULE_SET_EDITION } from '../prompts/rule-set'
import type { LetterTextInput } from './clinic-text'
import type { Sample } from './samples'

type Values = { readonly [I in SingleFieldId]?: ValueOf<I> | undefined }
type OfEntry<G extends GroupId> = { readonly [I in GroupFieldId<G>]?: ValueOf<I> | undefined }

const id = (last: number): string => `01936b5c-0000-7000-8000-${String(last).padStart(12, '0')}`
const SIGNER = id(1)

const OPTION_OF: Readonly<Record<Offer, ValueOf<'plan.options'>[number]>> = {
  injection: 'injection',
  dryNeedling: 'dryNeedling',
  physiotherapy: 'physiotherapy',
  imaging: 'imaging',
  surgery: 'surgicalOpinion',
  referral: 'referral',
}
const MOBILITY = { free: 'free', partly: 'partlyMobile', fixed: 'fixed' } as const satisfies Record<
  NonNullable<LumpFacts['moves']>,
  ValueOf<'nodule.mobility'>
>

const noduleOf = (lump: LumpFacts, suspicious: boolean): OfEntry<'nodule'> => ({
  'nodule.side': lump.side,
  'nodule.zone': lump.zone,
  'nodule.point': lump.at,
  'nodule.sizePalpated': lump.size,
  'nodule.sizePalpatedBy': 'ruler',
  'nodule.layer': suspicious ? 'deepToFascia' : 'subcutaneous',
  'nodule.consistency': suspicious ? 'hard' : 'rubbery',
  'nodule.margins': suspicious ? 'unclear' : 'clear',
  'nodule.mobility': suspicious ? 'fixed' : lump.moves && MOBILITY[lump.moves],
  'nodule.tenderness': 3,
  'nodule.familiarPain': lump.familiarPain,
})

const valuesOf = ({ facts, gates }: Sample): Values => ({
  'visit.type': 'first',
  'complaint.lumpCourse': 'comesAndGoes',
  'complaint.duration': { count: 5, unit: 'mo' },
  'complaint.localised': 'yes',
  'complaint.worseOnPressure': 'yes',
  'complaint.painNow': facts.painNow,
  'contributors.sittingHours': facts.contributors.sittingHours,
  'contributors.pregnancy': facts.pregnantLate ? 'pregnant' : 'no',
  'contributors.pregnancyWeeks': facts.pregnantLate ? 24 : undefined,
  'palpation.result': 'felt',
  'assessment.impression': facts.impression === 'none' ? undefined : facts.impression,
  'plan.options': [
    ...(facts.heat === undefined ? [] : (['heat'] as const)),
    ...(facts.stretches.length === 0 ? [] : (['stretches'] as const)),
    ...facts.offers
      .filter((offer) => gates.injectionSection || offer !== 'injection')
      .map((offer) => OPTION_OF[offer]),
  ],
  'plan.heatMinutes': facts.heat?.minutes,
  'plan.stretches': [...facts.stretches],
  'followUp.safetyNet': 'yes',
})

const said = (values: Values | OfEntry<'nodule'>, at: string): Record<string, Answer> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined
        ? []
        : [[field, { is: 'value', value: fieldValue.parse(value), at, by: SIGNER, via: 'entered' } as const]],
    ),
  )

/** Asked of everybody and absent in these people. */
const redFlags = (): Values =>
  Object.fromEntries(
    PLACES.filter(({ section, field }) => section.id === 'redFlags' && field.asks === 'history').map(
      ({ field }) => [field.id, 'no'],
    ),
  )

/** An invented person's visit, signed: what a letter of the clinic's own is looked at with. */
export const sampleVisit = (sample: Sample): { signed: SignedExam; context: ExamContext } => {
  const { facts, gates } = sample
  const at = `${facts.visitOn}T10:40:00.000Z`
  const [given = '', ...family] = facts.patient.name.split(' ')
  const answers: ExamAnswers = {
    definitionVersion: DEFINITION_VERSION,
    values: said({ ...redFlags(), ...valuesOf(sample) }, at),
    groups: {
      nodule: facts.lumps.map((lump, index) => ({
        entryId: id(100 + index),
        values: said(noduleOf(lump, gates.arranging), at),
      })),
    },
  }
  const patient: SignedExam['patient'] = {
    patientId: id(2),
    revision: 1,
    given,
    family: family.join(' '),
    preferred: '',
    otherScript: facts.patient.otherScript,
    bornOn: facts.patient.bornOn,
    sex: 'female',
    phone: '',
    language: 'en',
    clinicNumber: '00000',
    registeredAt: at,
  }
  const context = { patient, today: facts.visitOn, country: 'SG', procedures: true, earlier: [] }
  const signed: SignedExam = {
    examId: id(3),
    patientId: id(2),
    revision: 1,
    mode: 'complete',
    notDone: [],
    signedAt: at,
    body: { visitOn: facts.visitOn, answers, refused: {}, confirmed: {}, dispositions: [] },
    patient,
    signer: {
      personId: SIGNER,
      name: facts.signer.name,
      profession: facts.signer.profession,
      registration: '',
    },
    clinic: {
      name: facts.clinic.name,
      address: '1 Zz-Test Road',
      phone: facts.clinic.phone,
      country: 'SG',
      emergencyNumber: facts.clinic.emergencyNumber,
      paper: 'A4',
    },
    ruleSet: { edition: RULE_SET_EDITION, on: [] },
    noduleLabels: labelNodules(answers, {}),
  }
  return { signed, context }
}

/** To whom a letter is shown to go. */
const TO = 'Dr Zz-Test Rowan\nZz-Test Lump Clinic'

/** A letter of the clinic's own as it prints from an invented person's visit. */
export const sampleLetter = (
  own: LetterTextInput,
  sample: Sample,
  paper: ClinicInput['paper'],
  frame: PageFrame,
): LetterPage => {
  const { signed, context } = sampleVisit(sample)
  const source = { history: [signed], contextOf: () => context, saidTo: () => [] }
  const blank = letterDefaults(signed, source, paper, frame)
  const options = letterFrom(own, { ...blank, text: { ...blank.text, to: TO } }, signed, source)
  const by = { writer: signed.signer, at: signed.signedAt, images: [] }
  const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })
  return projectLetter(signed, source, options, by, clock).page
}
