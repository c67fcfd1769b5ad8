import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CLINIC_PATIENTS } from '../fixtures/clinic'
import { PASSPHRASE } from '../fixtures/records'
import { root } from '../root'
import { pathsFrom, say, Stop } from './arguments'
import { sealClinic } from './seal-clinic'

const freshFolder = (given: string | undefined): string => {
  const folder = given ?? join(root, 'out/demo-clinic')
  // Only the folder that this command made by itself is emptied.
  if (given === undefined) rmSync(folder, { recursive: true, force: true })
  else if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Stop(`${folder} is not empty. Nothing was written. Name a new folder.`)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** `npm run demo:seed [-- --data DIR]`: a fresh vault with a dozen invented patients and their visits. */
export default async function seed(args: readonly string[]): Promise<void> {
  const dataFolder = freshFolder(pathsFrom(args, ['data']).data)
  say(`Filling ${relative(process.cwd(), dataFolder) || dataFolder} with invented people.`)
  const recoveryCode = await sealClinic(dataFolder, ({ patient, why }) =>
    say(`  ${[patient.given, patient.family].join(' ').slice(0, 40).trim()}: ${why}`),
  )
  const visits = CLINIC_PATIENTS.reduce((sum, patient) => sum + patient.visits.length, 0)
  say(`${CLINIC_PATIENTS.length} patients and ${visits} visits are in, sealed.`)
  say(`Passphrase: ${PASSPHRASE}`)
  say(`Recovery code: ${recoveryCode.join(' ')}`)
  say(`Start Palpa on them: set PALPA_DATA_DIR to ${dataFolder}, then npm start.`)
}
