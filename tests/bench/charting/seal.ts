import { sealClinic } from '../../demo/seal-clinic'
import { CLINIC_PATIENTS, oftenSeen, type ClinicPatient } from '../../fixtures/clinic'
import { VIGNETTES } from '../../fixtures/vignettes'

/** Two nodules, R1 and L1, found at one visit; the sheet goes out in Malay. */
const QUINCE = oftenSeen(1, 2)
/** Somebody else's injection of the day before: what was drawn up from lies on the clinic's tray. */
const INJECTED = CLINIC_PATIENTS.filter(({ patient }) => patient.family === VIGNETTES.V6.patient.family)
/** The patients whose follow-ups are played: only they are put in the vault, because every signature takes its time. */
const PLAYED: readonly ClinicPatient[] = [
  ...CLINIC_PATIENTS.filter(({ patient }) => patient.family === VIGNETTES.V2.patient.family),
  { ...QUINCE, patient: { ...QUINCE.patient, language: 'ms' } },
  ...INJECTED.map((one) => ({ ...one, visits: one.visits.slice(0, 1) })),
]

/** A vault with those that the scripts follow up; also as a command of its own, for a test of the built app. */
export default async function seal([dataFolder = '']: readonly string[]): Promise<void> {
  await sealClinic(dataFolder, () => undefined, { patients: PLAYED })
}
