import { sealClinic } from '../../demo/seal-clinic'
import { CLINIC_PATIENTS } from '../../fixtures/clinic'
import { VIGNETTES } from '../../fixtures/vignettes'

/** The patients whose follow-ups are played: only they are put in the vault, because every signature takes its time. */
const PLAYED = CLINIC_PATIENTS.filter(({ patient }) => patient.family === VIGNETTES.V2.patient.family)

/** A vault with those that the scripts follow up; also as a command of its own, for a test of the built app. */
export default async function seal([dataFolder = '']: readonly string[]): Promise<void> {
  await sealClinic(dataFolder, () => undefined, { patients: PLAYED })
}
