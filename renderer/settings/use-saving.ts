import { ref, type Ref } from 'vue'
import type { Result } from '@shared/errors'
import type { Clinic, ClinicSettings } from '@shared/records/people'
import { call } from '../api'
import { t } from '../language/text'
import { timeOf } from '../shell/clock'
import { useSession } from '../stores/session'
import { wordsFor } from '../wording'

/** What a form says of its saving. */
interface SavingWords {
  busy: Ref<boolean>
  says: Ref<string>
  trouble: Ref<string>
}

/** A form that is saved by pressing Save: what it says afterwards, quietly. */
export const useSaving = <T>(
  saved: (value: T) => void,
): SavingWords & { run: (work: () => Promise<Result<T>>) => Promise<void> } => {
  const busy = ref(false)
  const says = ref('')
  const trouble = ref('')
  const run = async (work: () => Promise<Result<T>>): Promise<void> => {
    if (busy.value) return
    busy.value = true
    const result = await work()
    busy.value = false
    says.value = result.ok ? t('Saved {time}', { time: timeOf(new Date().toISOString()) }) : ''
    trouble.value = result.ok ? '' : wordsFor(result.error)
    if (result.ok) saved(result.value)
  }
  return { busy, says, trouble, run }
}

/** A form of the clinic's settings: what it does not name stays as it is. */
export const useClinicSettings = (): SavingWords & {
  save: (change: (now: ClinicSettings) => ClinicSettings) => Promise<void>
} => {
  const session = useSession()
  const { run, ...words } = useSaving<Clinic>(session.clinicSaved)
  const save = async (change: (now: ClinicSettings) => ClinicSettings): Promise<void> => {
    const clinic = session.session?.clinic
    if (clinic === undefined) return
    const { revision: baseRevision, settings } = clinic
    await run(() => call('clinic.updateSettings', { baseRevision, settings: change(settings) }))
  }
  return { ...words, save }
}
