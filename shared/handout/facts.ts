import type { Zone, Side } from '../bodymap'
import type { Axes, BodyPoint } from '../exam/answer'
import type { PrintedPicture, SheetPicture } from '../exam/printed-picture'
import type { ANALGESIC_CLASS } from '../exam/sections/plan'
import type { Profession } from '../records/people'
import type { IsoDate } from '../records/values'

/** Stretches of clinical content 5.4 (types match published sheets, S41), in the order they are printed. */
export const STRETCHES = [
  'kneeHug',
  'kneeRolls',
  'pelvicTilt',
  'heelsSitBack',
  'figureFour',
  'hipFront',
] as const
export type Stretch = (typeof STRETCHES)[number]

/** Done lying on the back: hidden from 20 weeks of pregnancy, and while the weeks are missing (clinical content 5.4). */
export const BACK_LYING: readonly Stretch[] = ['kneeHug', 'kneeRolls', 'pelvicTilt', 'figureFour']

/** What a clinic may offer beside self-care (clinical content 2.10), in the order it is printed. */
export const OFFERS = ['injection', 'dryNeedling', 'physiotherapy', 'imaging', 'surgery', 'referral'] as const
export type Offer = (typeof OFFERS)[number]

/** Cauda equina symptoms (clinical content 2.3), in the order of the screen. */
export const EMERGENCY_SIGNS = ['bladder', 'bowel', 'saddle', 'legs', 'sexual'] as const
export type EmergencySign = (typeof EMERGENCY_SIGNS)[number]

/** Posture advice of clinical content 5.4, in the order it is printed. */
export const POSTURE_ADVICE = ['changePosition', 'support', 'liftClose', 'avoidBelts'] as const
export type PostureAdvice = (typeof POSTURE_ADVICE)[number]

export interface LumpFacts {
  /** R1, L1, M1: shown only where there are several. */
  readonly label: string
  readonly at?: BodyPoint
  readonly zone?: Zone
  readonly side?: Side
  /** Whole mm, the palpated size, or the imaged one where only that was taken. */
  readonly size?: Axes
  readonly moves?: 'free' | 'partly' | 'fixed'
  readonly familiarPain?: 'yes' | 'partly' | 'no'
  /** Looked for and not there today. */
  readonly gone: boolean
}

export interface MedicineFacts {
  /** As the clinic's country says it (ruling 13). */
  readonly name: string
  readonly drug: keyof typeof ANALGESIC_CLASS
  /** Decides the warnings. */
  readonly kind: 'nsaid' | 'paracetamol' | 'other'
  readonly days?: number
  readonly timesPerDay?: number
  readonly doseMg?: number
}

/** A picture that the patient agreed to have on the sheet (clinical content 2.8). */
export interface PictureFacts {
  readonly drawn: PrintedPicture
  readonly modality?: SheetPicture['modality']
  /** Of the lump that it shows. */
  readonly label?: string
  readonly side?: Side
  readonly takenOn?: IsoDate
  /** Somebody else's, from a publication: the sheet says that it is not a picture of its reader. */
  readonly published: boolean
}

/** All that a sheet may tell, and nothing else: absent means that it was not found, not chosen or not asked. */
export interface HandoutFacts {
  readonly patient: { readonly name: string; readonly otherScript: string; readonly bornOn: IsoDate }
  readonly clinic: { readonly name: string; readonly phone: string; readonly emergencyNumber: string }
  readonly signer: { readonly name: string; readonly profession: Profession }
  readonly visitOn: IsoDate
  readonly signedOn: IsoDate
  /** Day of the last change after the first signature. */
  readonly amendedOn?: IsoDate
  readonly impression: 'likely' | 'possible' | 'unlikely' | 'other' | 'none'
  readonly painNow?: number
  readonly contributors: {
    readonly injury: boolean
    readonly lifting: boolean
    readonly sittingHours?: number
    readonly posture: boolean
  }
  /** 20 weeks or more, or pregnant without weeks. */
  readonly pregnantLate: boolean
  readonly lumps: readonly LumpFacts[]
  /** Palpated, none felt: an answer of its own (ruling 3), never read from an empty list. */
  readonly noneFelt: boolean
  readonly pictures: readonly PictureFacts[]
  readonly medicines: readonly MedicineFacts[]
  readonly heat?: { readonly minutes?: number; readonly timesPerDay?: number }
  readonly stretches: readonly Stretch[]
  readonly posture: readonly PostureAdvice[]
  readonly offers: readonly Offer[]
  /** Done at this visit. */
  readonly injected: boolean
  readonly injectedSteroid: boolean
  readonly followUpOn?: IsoDate
  readonly emergency: { readonly told: readonly EmergencySign[]; readonly saddleAltered: boolean }
}
