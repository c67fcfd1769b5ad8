import { ANALGESIC_CLASS } from '../exam/sections/plan'
import { picturesForSheet, type PicturedVisit, type SheetPicture } from '../exam/printed-picture'
import { slotsOf, type SlotCode, type SlotEntry, type SlotView } from '../exam/slot-view'
import type { ExamView } from '../exam/view'
import type { SignedExam } from '../records/exam'
import { fullName } from '../records/people'
import type { Clock } from './amendments'
import {
  OFFERS,
  POSTURE_ADVICE,
  type EmergencySign,
  type HandoutFacts,
  type LumpFacts,
  type MedicineFacts,
  type Offer,
  type PictureFacts,
} from './facts'
import type { HandoutGates } from './gates'
import { projectFacts } from './project'
import type { HandoutOptions, SheetProjection } from './sheet'
import { plusDays } from './text/dates'
import type { Texts } from './text/review'

/** Weeks from which lying on the back is left out (clinical content 5.4, evidence mark (c)). */
const LATE_PREGNANCY_WEEKS = 20
/** Hours of sitting a day from which it is told as a possible contributor; a design choice (c). */
const LONG_SITTING_HOURS = 6

const MOVES = { free: 'free', partlyMobile: 'partly', fixed: 'fixed' } as const satisfies Record<
  SlotCode<'lump.moves'>,
  LumpFacts['moves']
>

const OFFER_OF: Partial<Record<SlotCode<'plan'>, Offer>> = {
  injection: 'injection',
  dryNeedling: 'dryNeedling',
  physiotherapy: 'physiotherapy',
  imaging: 'imaging',
  surgicalOpinion: 'surgery',
  referral: 'referral',
}

const lumpOf = (lump: SlotEntry<'lump.today'>, label: string): LumpFacts => {
  const point = lump.value('lump.place')
  const zone = lump.value('lump.zone')
  const side = lump.value('lump.side')
  const size = lump.value('lump.size') ?? lump.value('lump.imagedSize')
  const mobility = lump.value('lump.moves')
  const familiarPain = lump.value('lump.pain')
  return {
    label,
    ...(point && { at: point }),
    ...(zone && { zone }),
    ...(side && { side }),
    ...(size && { size }),
    ...(mobility && { moves: MOVES[mobility] }),
    ...(familiarPain && { familiarPain }),
    gone: lump.has('lump.today', 'notFound'),
  }
}

/** Not looked for, cut out or merged: nothing to tell of it today. */
/** Felt today, or looked for and not found. The card that a known nodule brings along says nothing by itself. */
const told = (lump: SlotEntry<'lump.today'>): boolean =>
  lump.has('lump.today', 'notFound') ||
  (!lump.has('lump.today', 'excised', 'merged') &&
    lump.state('lump.today') !== 'notExamined' &&
    lump.value('lump.side') !== undefined)

const medicineOf = (entry: SlotEntry<'medicine.drug'>, country: string): MedicineFacts[] => {
  const drug = entry.value('medicine.drug')
  if (drug === undefined) return []
  const name = drug === 'other' ? entry.value('medicine.otherDrug') : entry.name('medicine.drug', country)
  if (name === undefined) return []
  const days = entry.value('medicine.days')
  const timesPerDay = entry.value('medicine.times')
  const doseMg = entry.value('medicine.dose')
  return [
    {
      name,
      drug,
      kind: ANALGESIC_CLASS[drug],
      ...(days !== undefined && { days }),
      ...(timesPerDay !== undefined && { timesPerDay }),
      ...(doseMg !== undefined && { doseMg }),
    },
  ]
}

const emergencySigns = (slots: SlotView): EmergencySign[] => [
  ...(slots.has('emergency.bladder', 'yes') ? ['bladder' as const] : []),
  ...(slots.has('emergency.bowel', 'yes') ? ['bowel' as const] : []),
  ...(slots.has('emergency.saddle', 'yes') ? ['saddle' as const] : []),
  ...(slots.has('emergency.legs', 'yes') ? ['legs' as const] : []),
  ...(slots.has('emergency.sexual', 'yes') ? ['sexual' as const] : []),
]

const lateInPregnancy = (slots: SlotView): boolean =>
  slots.has('pregnancy.status', 'pregnant') &&
  (slots.value('pregnancy.weeks') ?? LATE_PREGNANCY_WEEKS) >= LATE_PREGNANCY_WEEKS

const heatOf = (slots: SlotView): Pick<HandoutFacts, 'heat'> => {
  if (!slots.has('plan', 'heat')) return {}
  const minutes = slots.value('heat.minutes')
  const timesPerDay = slots.value('heat.times')
  return {
    heat: { ...(minutes !== undefined && { minutes }), ...(timesPerDay !== undefined && { timesPerDay }) },
  }
}

const pictureOf = (
  { noduleId, ...picture }: SheetPicture,
  labels: SignedExam['noduleLabels'],
): PictureFacts => {
  const label = noduleId === undefined ? undefined : labels[noduleId]
  return { ...picture, ...(label && { label }) }
}

/** What the sheet may tell of a signed exam. `clock` tells the days of its signatures where the clinic is. */
export const factsOf = (
  signed: SignedExam,
  view: ExamView,
  clock: Clock,
  pictures: readonly SheetPicture[] = [],
): HandoutFacts => {
  const slots = slotsOf(view)
  const painNow = slots.value('pain.now')
  const sitting = slots.value('contributor.sitting')
  const days = slots.value('next.days')
  const done = slots.entries('shot.done')
  const injected = done.filter((entry) => entry.has('shot.done', 'injection'))
  const needled = done.some((entry) => entry.has('shot.done', 'dryNeedling'))
  const offers = (slots.value('plan') ?? []).flatMap((code) => OFFER_OF[code] ?? [])
  const advice = slots.value('advice.chosen') ?? []
  return {
    patient: {
      name: fullName(signed.patient),
      otherScript: signed.patient.otherScript,
      bornOn: signed.patient.bornOn,
    },
    clinic: signed.clinic,
    signer: { name: signed.signer.name, profession: signed.signer.profession },
    visitOn: signed.body.visitOn,
    signedOn: clock(signed.signedAt).on,
    ...(signed.change && { amendedOn: clock(signed.change.at).on }),
    impression: slots.value('impression') ?? 'none',
    ...(painNow !== undefined && { painNow }),
    contributors: {
      injury: slots.has('contributor.injury', 'yes'),
      lifting: slots.has('contributor.lifting', 'weekly', 'daily'),
      ...(sitting !== undefined && sitting >= LONG_SITTING_HOURS && { sittingHours: sitting }),
      posture: slots.has('contributor.workplace', 'yes'),
    },
    pregnantLate: lateInPregnancy(slots),
    lumps: slots
      .entries('lump.today')
      .filter(told)
      .map((lump) => lumpOf(lump, signed.noduleLabels[lump.entryId] ?? '')),
    noneFelt: slots.has('lump.search', 'noneFelt'),
    pictures: pictures.map((picture) => pictureOf(picture, signed.noduleLabels)),
    medicines: slots.entries('medicine.drug').flatMap((entry) => medicineOf(entry, signed.clinic.country)),
    ...heatOf(slots),
    stretches: slots.value('stretches.chosen') ?? [],
    posture: !slots.has('plan', 'advice') ? [] : advice.length === 0 ? POSTURE_ADVICE : advice,
    offers: OFFERS.filter(
      (offer) =>
        offers.includes(offer) &&
        !(offer === 'injection' && injected.length > 0) &&
        !(offer === 'dryNeedling' && needled),
    ),
    injected: injected.length > 0,
    injectedSteroid: injected.some((entry) => {
      const steroid = entry.value('shot.steroid')
      return steroid !== undefined && steroid !== 'none'
    }),
    ...(days !== undefined && { followUpOn: plusDays(signed.body.visitOn, days) }),
    emergency: {
      told: emergencySigns(slots),
      saddleAltered: slots.has('emergency.touch', 'altered'),
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
  clock: Clock,
  texts?: Texts,
  /** The files of the visit and the words for it; without them the sheet has no pictures. */
  pictured?: PicturedVisit,
): SheetProjection => {
  const chosen = pictured && picturesForSheet(pictured)
  const projected = projectFacts(factsOf(signed, view, clock, chosen?.pictures), options, gates, texts)
  const shown = projected.sheet.kind === 'handout'
  return { ...projected, pictures: shown ? [...(chosen?.words ?? [])] : [] }
}
