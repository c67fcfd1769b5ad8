import type { CodeOf } from '../exam/definition'
import { placeOf } from '../exam/definition'
import { ANALGESIC_CLASS } from '../exam/sections/plan'
import type { EntryView, ExamView } from '../exam/view'
import type { SignedExam } from '../records/exam'
import { fullName, PROFESSION_LABELS } from '../records/people'
import type { IsoDate } from '../records/values'
import {
  OFFERS,
  POSTURE_ADVICE,
  type EmergencySign,
  type HandoutFacts,
  type LumpFacts,
  type MedicineFacts,
  type Offer,
} from './facts'
import type { HandoutGates } from './gates'
import { projectFacts } from './project'
import type { HandoutOptions, SheetProjection } from './sheet'
import { plusDays } from './text/dates'

/** Weeks from which lying on the back is left out (clinical content 5.4, evidence mark (c)). */
const LATE_PREGNANCY_WEEKS = 20
/** Hours of sitting a day from which it is told as a possible contributor; a design choice (c). */
const LONG_SITTING_HOURS = 6

const MOVES = { free: 'free', partlyMobile: 'partly', fixed: 'fixed' } as const satisfies Record<
  CodeOf<'nodule.mobility'>,
  LumpFacts['moves']
>

const OFFER_OF: Partial<Record<CodeOf<'plan.options'>, Offer>> = {
  injection: 'injection',
  dryNeedling: 'dryNeedling',
  physiotherapy: 'physiotherapy',
  imaging: 'imaging',
  surgicalOpinion: 'surgery',
  referral: 'referral',
}

const lumpOf = (nodule: EntryView<'nodule'>, label: string): LumpFacts => {
  const point = nodule.value('nodule.point')
  const zone = nodule.value('nodule.zone')
  const side = nodule.value('nodule.side')
  const size = nodule.value('nodule.sizePalpated') ?? nodule.value('nodule.sizeImaged')
  const mobility = nodule.value('nodule.mobility')
  const familiarPain = nodule.value('nodule.familiarPain')
  return {
    label,
    ...(point && { at: point }),
    ...(zone && { zone }),
    ...(side && { side }),
    ...(size && { size }),
    ...(mobility && { moves: MOVES[mobility] }),
    ...(familiarPain && { familiarPain }),
    gone: nodule.has('nodule.status', 'notFound'),
  }
}

/** Not looked for, cut out or merged: nothing to tell of it today. */
const told = (nodule: EntryView<'nodule'>): boolean =>
  !nodule.has('nodule.status', 'excised', 'merged') && nodule.state('nodule.status') !== 'notExamined'

const medicineOf = (entry: EntryView<'analgesic'>, country: string): MedicineFacts[] => {
  const drug = entry.value('analgesic.drug')
  if (drug === undefined) return []
  const { field } = placeOf('analgesic.drug')
  const option = field.kind === 'choice' ? field.options.find(({ code }) => code === drug) : undefined
  const own = entry.value('analgesic.drugOther')
  const name = drug === 'other' ? own : (option?.names?.[country] ?? option?.label)
  if (name === undefined) return []
  const days = entry.value('analgesic.days')
  const timesPerDay = entry.value('analgesic.timesPerDay')
  const doseMg = entry.value('analgesic.doseMg')
  return [
    {
      name,
      kind: ANALGESIC_CLASS[drug],
      ...(days !== undefined && { days }),
      ...(timesPerDay !== undefined && { timesPerDay }),
      ...(doseMg !== undefined && { doseMg }),
    },
  ]
}

const emergencySigns = (view: ExamView): EmergencySign[] => [
  ...(view.has('redFlags.bladder', 'yes') ? ['bladder' as const] : []),
  ...(view.has('redFlags.bowel', 'yes') ? ['bowel' as const] : []),
  ...(view.has('redFlags.saddleNumbness', 'yes') ? ['saddle' as const] : []),
  ...(view.has('redFlags.bothLegs', 'yes') ? ['legs' as const] : []),
  ...(view.has('redFlags.sexual', 'yes') ? ['sexual' as const] : []),
]

const lateInPregnancy = (view: ExamView): boolean =>
  view.has('contributors.pregnancy', 'pregnant') &&
  (view.value('contributors.pregnancyWeeks') ?? LATE_PREGNANCY_WEEKS) >= LATE_PREGNANCY_WEEKS

const heatOf = (view: ExamView): Pick<HandoutFacts, 'heat'> => {
  if (!view.has('plan.options', 'heat')) return {}
  const minutes = view.value('plan.heatMinutes')
  const timesPerDay = view.value('plan.heatTimesPerDay')
  return {
    heat: { ...(minutes !== undefined && { minutes }), ...(timesPerDay !== undefined && { timesPerDay }) },
  }
}

/** What the sheet may tell of a signed exam. `signedOn` is the day of signing where the clinic is. */
export const factsOf = (signed: SignedExam, view: ExamView, signedOn: IsoDate): HandoutFacts => {
  const painNow = view.value('complaint.painNow')
  const sitting = view.value('contributors.sittingHours')
  const days = view.value('followUp.intervalDays')
  const done = view.entries('injection')
  const injected = done.filter((entry) => entry.has('injection.kind', 'injection'))
  const needled = done.some((entry) => entry.has('injection.kind', 'dryNeedling'))
  const offers = (view.value('plan.options') ?? []).flatMap((code) => OFFER_OF[code] ?? [])
  const advice = view.value('plan.advice') ?? []
  return {
    patient: {
      name: fullName(signed.patient),
      otherScript: signed.patient.otherScript,
      bornOn: signed.patient.bornOn,
    },
    clinic: signed.clinic,
    signer: { name: signed.signer.name, profession: PROFESSION_LABELS[signed.signer.profession] },
    visitOn: signed.body.visitOn,
    signedOn,
    impression: view.value('assessment.impression') ?? 'none',
    ...(painNow !== undefined && { painNow }),
    contributors: {
      injury: view.has('contributors.trauma', 'yes'),
      lifting: view.has('contributors.lifting', 'weekly', 'daily'),
      ...(sitting !== undefined && sitting >= LONG_SITTING_HOURS && { sittingHours: sitting }),
      posture: view.has('contributors.posture', 'yes'),
    },
    pregnantLate: lateInPregnancy(view),
    lumps: view
      .entries('nodule')
      .filter(told)
      .map((nodule) => lumpOf(nodule, signed.noduleLabels[nodule.entryId] ?? '')),
    noneFelt: view.has('palpation.result', 'noneFelt'),
    medicines: view.entries('analgesic').flatMap((entry) => medicineOf(entry, signed.clinic.country)),
    ...heatOf(view),
    stretches: view.value('plan.stretches') ?? [],
    posture: !view.has('plan.options', 'advice') ? [] : advice.length === 0 ? POSTURE_ADVICE : advice,
    offers: OFFERS.filter(
      (offer) =>
        offers.includes(offer) &&
        !(offer === 'injection' && injected.length > 0) &&
        !(offer === 'dryNeedling' && needled),
    ),
    injected: injected.length > 0,
    injectedSteroid: injected.some((entry) => {
      const steroid = entry.value('injection.steroid')
      return steroid !== undefined && steroid !== 'none'
    }),
    ...(days !== undefined && { followUpOn: plusDays(signed.body.visitOn, days) }),
    emergency: {
      told: emergencySigns(view),
      saddleAltered: view.has('neurology.touchSaddle', 'altered'),
    },
  }
}

/**
 * The patient's sheet of a signed revision: pure, from the revision, its view and the gates that its prompts leave. The
 * service adds the grade.
 */
export const projectSheet = (
  signed: SignedExam,
  view: ExamView,
  options: HandoutOptions,
  gates: HandoutGates,
  signedOn: IsoDate,
): SheetProjection => projectFacts(factsOf(signed, view, signedOn), options, gates)
