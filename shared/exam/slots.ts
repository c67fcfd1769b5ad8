import type { FieldId } from './definition'

/**
 * Which answers reach the patient's sheet, and as what: the definition's side of clinical content 5.2. Whoever writes the sheet
 * reads slots and names no field; the data dictionary shows each field's slot.
 */
export const HANDOUT_SLOTS = {
  'pain.now': 'complaint.painNow',
  impression: 'assessment.impression',
  'contributor.injury': 'contributors.trauma',
  'contributor.lifting': 'contributors.lifting',
  'contributor.sitting': 'contributors.sittingHours',
  'contributor.workplace': 'contributors.posture',
  'pregnancy.status': 'contributors.pregnancy',
  'pregnancy.weeks': 'contributors.pregnancyWeeks',
  'emergency.bladder': 'redFlags.bladder',
  'emergency.bowel': 'redFlags.bowel',
  'emergency.saddle': 'redFlags.saddleNumbness',
  'emergency.legs': 'redFlags.bothLegs',
  'emergency.sexual': 'redFlags.sexual',
  'emergency.touch': 'neurology.touchSaddle',
  'lump.search': 'palpation.result',
  'lump.place': 'nodule.point',
  'lump.zone': 'nodule.zone',
  'lump.side': 'nodule.side',
  'lump.size': 'nodule.sizePalpated',
  'lump.imagedSize': 'nodule.sizeImaged',
  'lump.moves': 'nodule.mobility',
  'lump.pain': 'nodule.familiarPain',
  'lump.today': 'nodule.status',
  plan: 'plan.options',
  'advice.chosen': 'plan.advice',
  'stretches.chosen': 'plan.stretches',
  'heat.minutes': 'plan.heatMinutes',
  'heat.times': 'plan.heatTimesPerDay',
  'medicine.drug': 'analgesic.drug',
  'medicine.otherDrug': 'analgesic.drugOther',
  'medicine.days': 'analgesic.days',
  'medicine.times': 'analgesic.timesPerDay',
  'medicine.dose': 'analgesic.doseMg',
  'shot.done': 'injection.kind',
  'shot.steroid': 'injection.steroid',
  'next.days': 'followUp.intervalDays',
} as const satisfies Record<string, FieldId>
export type HandoutSlot = keyof typeof HANDOUT_SLOTS

const bySlot = Object.entries(HANDOUT_SLOTS) as [HandoutSlot, FieldId][]
const byField: ReadonlyMap<string, HandoutSlot> = new Map(bySlot.map(([slot, id]) => [id, slot]))

/** The slot that a field fills, if any. */
export const slotOf = (fieldId: string): HandoutSlot | undefined => byField.get(fieldId)
