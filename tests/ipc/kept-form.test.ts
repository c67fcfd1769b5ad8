import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PASSPHRASE } from '../fixtures/records'
import { emptyFolder, firstRun, openApp, value } from './app'
import { shortRules } from './rules'

const NEW = { patientId: null }
const typed = {
  given: 'zzhalfway',
  family: '',
  preferred: '',
  otherScript: '',
  born: '12 3',
  sex: 'female',
  phone: '',
  language: 'en',
}

it('a half-filled form comes back after a lock and a restart, sealed meanwhile, and is gone when it is dropped', async () => {
  const app = await openApp(emptyFolder(), shortRules)
  const { person } = await firstRun(app)
  expect(value(await app.call('patients.kept', NEW))).toEqual({})
  value(await app.call('patients.keep', { ...NEW, typed: { ...typed, given: 'z' } }))
  value(await app.call('patients.keep', { ...NEW, typed }))
  value(await app.call('vault.lock', {}))
  const files = readdirSync(app.dataFolder, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  for (const file of files)
    expect(readFileSync(join(file.parentPath, file.name)).includes('zzhalfway')).toBe(false)
  await app.folder.close()

  const again = await openApp(app.dataFolder, shortRules)
  value(await again.call('vault.unlock', { personId: person.personId, passphrase: PASSPHRASE }))
  expect(value(await again.call('patients.kept', NEW))).toEqual({ typed })
  expect(value(await again.call('patients.kept', { patientId: person.personId }))).toEqual({})
  value(await again.call('patients.keep', NEW))
  expect(value(await again.call('patients.kept', NEW))).toEqual({})
})
