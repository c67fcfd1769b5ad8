import { bodyPointAt } from '../bodymap'
import type { HandoutFacts } from '../handout/facts'
import type { HandoutGates } from '../handout/gates'

/**
 * Invented people that a clinic's text is looked at with. They stand here and not in a vault, so that no real patient can
 * be chosen by accident; the editor knows no others.
 */
export interface Sample {
  readonly id: string
  readonly label: string
  readonly facts: HandoutFacts
  readonly gates: HandoutGates
}

const GATES: HandoutGates = {
  usuallyNotSerious: true,
  arranging: false,
  injectionSection: true,
  emergencySheet: false,
  nsaidAdvice: 'allowed',
  because: [],
}
const TYPICAL: HandoutFacts = {
  patient: { name: 'Zz-Test Aster', otherScript: '', bornOn: '1980-03-12' },
  clinic: { name: 'Zz-Test Clinic', phone: '5550 0142', emergencyNumber: '995' },
  signer: { name: 'Dr Zz-Test Linden', profession: 'generalPractitioner' },
  visitOn: '2026-11-22',
  signedOn: '2026-11-22',
  impression: 'likely',
  painNow: 4,
  contributors: { injury: false, lifting: true, sittingHours: 9, posture: true },
  pregnantLate: false,
  lumps: [
    {
      label: 'R1',
      at: bodyPointAt(47, 4),
      zone: 'psis',
      side: 'right',
      size: { longMm: 18, shortMm: 12 },
      moves: 'free',
      familiarPain: 'yes',
      gone: false,
    },
  ],
  noneFelt: false,
  pictures: [],
  medicines: [{ drug: 'ibuprofen', name: 'ibuprofen', kind: 'nsaid', days: 5 }],
  heat: { minutes: 15, timesPerDay: 2 },
  stretches: ['kneeHug', 'kneeRolls'],
  posture: ['changePosition', 'support', 'liftClose', 'avoidBelts'],
  offers: ['physiotherapy', 'imaging', 'referral'],
  injected: false,
  injectedSteroid: false,
  followUpOn: '2026-12-20',
  emergency: { told: [], saddleAltered: false },
}

export const SAMPLES: readonly Sample[] = [
  { id: 'typical', label: 'Aster, typical', facts: TYPICAL, gates: GATES },
  {
    id: 'pregnant',
    label: 'Cedar, pregnant, no next visit',
    facts: {
      ...TYPICAL,
      patient: { name: 'Zz-Test Cedar', otherScript: '', bornOn: '1995-05-02' },
      pregnantLate: true,
      stretches: ['heelsSitBack', 'hipFront'],
      followUpOn: undefined,
    },
    gates: { ...GATES, nsaidAdvice: 'avoid' },
  },
  {
    id: 'injected',
    label: 'Fennel, after an injection',
    facts: {
      ...TYPICAL,
      patient: { name: 'Zz-Test Fennel', otherScript: '', bornOn: '1974-07-03' },
      injected: true,
      injectedSteroid: true,
    },
    gates: GATES,
  },
  {
    id: 'arranging',
    label: 'Damson, a scan arranged',
    facts: {
      ...TYPICAL,
      patient: { name: 'Zz-Test Damson', otherScript: '', bornOn: '1968-02-11' },
      impression: 'unlikely',
    },
    gates: { ...GATES, usuallyNotSerious: false, arranging: true, injectionSection: false },
  },
]
