import type { CodedFieldId, CodeOf, FieldId } from './definition'
import type { Joint } from './field-kinds'

/**
 * The definition's side of a letter to a colleague: which part of the exam stands under which heading, and where a
 * field is said otherwise than in the note. A field without words here reads as in the note, so that a new one is
 * never missing from a letter.
 */

interface Topic {
  readonly heading: string
  /** Ids of the parts that it tells, in the order of the form. Every part stands under one topic. */
  readonly parts: readonly string[]
  /** In running text: "Not recorded at this visit: neurology." Absent where nothing is missed. */
  readonly missed?: string
  /** Cannot be left out: what a colleague has to know whatever the letter is about. */
  readonly always?: true
}

/** Headings of a letter, in its order: what is asked about first, what is background last. */
export const LETTER_TOPICS = {
  history: { heading: 'History', parts: ['complaint'] },
  redFlags: { heading: 'Red flags', parts: ['redFlags'], missed: 'red flags', always: true },
  examination: {
    heading: 'Examination of the low back',
    parts: ['inspection', 'nodules'],
    missed: 'palpation',
  },
  neurology: { heading: 'Neurology', parts: ['neurology'], missed: 'neurology' },
  sacroiliac: { heading: 'Sacroiliac provocation', parts: ['sacroiliac'] },
  imaging: { heading: 'Imaging', parts: ['images', 'image'], missed: 'imaging' },
  assessment: { heading: 'Assessment', parts: ['assessment'] },
  done: { heading: 'What was done', parts: ['testInjections', 'injections', 'lateEffects'] },
  plan: { heading: 'Plan', parts: ['plan', 'analgesics'] },
  /** What was said to the prompts; no part of the form. */
  prompts: { heading: 'Prompts and what was said to them', parts: [] },
  medicines: {
    heading: 'Medicines, allergies and risks',
    parts: ['medicines'],
    missed: 'medicines and allergies',
  },
  background: { heading: 'Background', parts: ['contributors', 'treatments'] },
  followUp: { heading: 'Follow-up here', parts: ['followUp'] },
} as const satisfies Record<string, Topic>

export type LetterTopic = keyof typeof LETTER_TOPICS
/** The topics with their facts as plain data, for what walks them. */
export const LETTER_TOPIC_LIST = Object.entries(LETTER_TOPICS) as readonly (readonly [LetterTopic, Topic])[]
export const LETTER_TOPIC_IDS = Object.keys(LETTER_TOPICS) as [LetterTopic, ...LetterTopic[]]

/** What a letter needs to know by itself, beside its passages. */
export const LETTER_SLOTS = {
  /** The word before "referral" in the subject. */
  urgency: 'plan.referralUrgency',
  /** Whom the plan names. */
  to: 'plan.referralTo',
} as const satisfies Record<string, FieldId>

/** How a field is said to a colleague. */
export interface LetterSay {
  /** `{}` is where the value's own phrase goes. */
  readonly say?: string
  /** How it follows the phrase before it; null begins a sentence. */
  readonly joins?: Joint | null
  /** Words of an option, by code; those of an option that stands alone are the whole phrase. */
  readonly options?: Readonly<Partial<Record<string, string>>>
}

type Say<I extends FieldId> = Omit<LetterSay, 'options'> &
  (I extends CodedFieldId
    ? { readonly options?: Readonly<Partial<Record<CodeOf<I> & string, string>>> }
    : object)

/** Says of nothing: it is for the clinic's own record and no colleague's. */
export const UNSAID = 'unsaid'

/** Words that differ from the note's. */
export const LETTER_WORDS: { readonly [I in FieldId]?: Say<I> | typeof UNSAID } = {
  // Stands in the opening.
  'visit.type': UNSAID,
  'complaint.lumpCourse': {
    options: {
      goneNow: 'by the patient’s account the lump is gone now',
      noneNoticed: 'the patient has noticed no lump',
    },
  },
  'complaint.duration': { say: 'it began {} ago', joins: null },
  'complaint.localised': { options: { yes: 'the pain is localised', no: 'the pain is not localised' } },
  'complaint.worseOnPressure': {
    joins: ' and ',
    options: { yes: 'it is worse on pressure', no: 'it is not worse on pressure' },
  },
  'complaint.painWithoutPressure': {
    joins: null,
    options: {
      none: 'there is no pain without pressure',
      brief: 'there is brief pain without pressure',
      persistent: 'there is persistent pain at rest or at night',
    },
  },
  'complaint.radiation': {
    say: 'the pain radiates to {}',
    joins: '; ',
    options: { none: 'the pain does not radiate' },
  },
  'complaint.painNow': { say: 'the pain is {} of 10 now' },
  'complaint.painAverage': { say: 'the average over 7 days is {}' },
  'complaint.painWorst': { say: 'the worst is {}', joins: ' and ' },
  'complaint.aggravating': {
    say: 'it is made worse by {}',
    options: { nothing: 'nothing is said to make it worse' },
  },
  'complaint.aggravatingOther': { say: 'it is also made worse by {}' },
  'complaint.relieving': { say: 'it is eased by {}', options: { nothing: 'nothing is said to ease it' } },
  'complaint.relievingOther': { say: 'it is also eased by {}' },

  'contributors.trauma': {
    options: { yes: 'there was a single injury or crash', no: 'there was no injury' },
  },
  'contributors.lifting': {
    options: {
      none: 'the patient does not lift repeatedly',
      weekly: 'the patient lifts weekly',
      daily: 'the patient lifts daily',
    },
  },
  'contributors.sittingHours': { say: 'the patient sits {}' },
  'contributors.posture': { options: { no: 'there is no concern about posture or work set-up' } },
  'contributors.pregnancy': {
    options: {
      notApplicable: 'pregnancy is not applicable',
      no: 'the patient is not pregnant',
      pregnant: 'the patient is pregnant',
      postpartum: 'the patient gave birth within the last 12 months',
      declined: 'the patient declined to answer about pregnancy',
    },
  },
  'contributors.removedBefore': {
    options: {
      yes: 'a lump was removed at this place before',
      no: 'no lump was removed at this place before',
    },
  },
  'contributors.lumpsElsewhere': {
    options: { yes: 'there are painful fat lumps elsewhere', no: 'there are no painful fat lumps elsewhere' },
  },
  'treatment.what': { say: 'the patient tried {}' },

  'medicines.anticoagulant': {
    options: {
      none: 'the patient takes no anticoagulant',
      warfarin: 'the patient takes warfarin',
      apixaban: 'the patient takes apixaban',
      rivaroxaban: 'the patient takes rivaroxaban',
      edoxaban: 'the patient takes edoxaban',
      dabigatran: 'the patient takes dabigatran',
      heparin: 'the patient takes heparin or LMWH',
      other: 'the patient takes another anticoagulant',
    },
  },
  'medicines.antiplatelet': {
    joins: null,
    options: {
      none: 'the patient takes no antiplatelet',
      aspirin: 'the patient takes aspirin as an antiplatelet',
      clopidogrel: 'the patient takes clopidogrel',
      ticagrelor: 'the patient takes ticagrelor',
      prasugrel: 'the patient takes prasugrel',
      dual: 'the patient takes dual antiplatelets',
    },
  },

  'palpation.result': {
    options: { felt: 'palpation found the following', noneFelt: 'palpation was done and found no nodule' },
  },
  'nodule.status': {
    options: {
      same: 'it is the same as before',
      changed: 'it has changed since the last visit',
      new: 'it is new at this visit',
      notFound: 'it was looked for and not found',
      excised: 'it has been excised',
      merged: 'it has merged with another nodule',
    },
  },
  'nodule.side': {
    joins: null,
    options: { left: 'it is on the left', midline: 'it is in the midline', right: 'it is on the right' },
  },
  'nodule.sizePalpated': { say: 'it measures {}' },
  'nodule.sizeImaged': { say: 'imaged, it measures {}' },
  'nodule.layer': {
    options: {
      skin: 'it lies in the skin',
      subcutaneous: 'it is subcutaneous',
      deepSubcutaneous: 'it is deep subcutaneous, above the fascia',
      deepToFascia: 'it is deep to the fascia',
      cannotTell: 'its layer cannot be told',
    },
  },
  'nodule.depthMm': { say: 'it is {} deep by ultrasound' },
  'nodule.consistency': {
    options: { soft: 'it is soft', rubbery: 'it is rubbery', firm: 'it is firm', hard: 'it is hard' },
  },
  'nodule.margins': { options: { clear: 'with clear margins', unclear: 'with unclear margins' } },
  'nodule.tenderness': { say: 'tenderness is {}' },
  'nodule.painOnPressure': { joins: ', ' },
  'nodule.familiarPain': {
    joins: '; ',
    options: {
      yes: 'pressing it reproduces the familiar pain',
      partly: 'pressing it reproduces part of the familiar pain',
      no: 'pressing it does not reproduce the familiar pain',
    },
  },
  'nodule.radiation': {
    say: 'the pain radiates to {}',
    joins: '; ',
    options: { none: 'the pain does not radiate' },
  },
  'nodule.skin': { say: 'the skin over it is {}', options: { punctum: 'marked by a punctum' } },
  'nodule.sizeHistory': {
    options: {
      stable: 'by history its size is stable',
      fluctuates: 'by history its size fluctuates',
      slowGrowth: 'by history it grows slowly',
      rapidGrowth: 'by history it has grown rapidly over weeks to months',
      shrinking: 'by history it is shrinking',
    },
  },
  'nodule.coughImpulse': {
    options: { present: 'it has a cough impulse', absent: 'it has no cough impulse' },
  },
  'nodule.pulsatile': {
    joins: '; ',
    options: { present: 'it is pulsatile', absent: 'it is not pulsatile' },
  },
  'nodule.fluctuant': {
    joins: '; ',
    options: { present: 'it is fluctuant', absent: 'it is not fluctuant' },
  },
  'nodule.reducible': {
    joins: '; ',
    options: { present: 'it is reducible', absent: 'it is not reducible' },
  },

  'image.consent': UNSAID,
  'image.identifiersRemoved': UNSAID,

  'assessment.impression': {
    options: {
      likely: 'a back mouse (episacral lipoma) is thought likely',
      possible: 'a back mouse (episacral lipoma) is thought possible',
      unlikely: 'a back mouse (episacral lipoma) is thought unlikely',
      other: 'another cause is thought more likely',
    },
  },
  'assessment.differential': { say: 'the differential diagnosis is {}' },
  'injection.batch': UNSAID,
  'injection.expiresOn': UNSAID,
  'plan.options': { say: 'the plan is {}', options: { none: 'no treatment is planned' } },
  'plan.stretches': { say: 'stretches: {}' },
  'followUp.intervalDays': { say: 'the next visit here is in {}' },
  'followUp.safetyNet': {
    options: { yes: 'safety-net advice was given', no: 'safety-net advice was not given' },
  },
}
