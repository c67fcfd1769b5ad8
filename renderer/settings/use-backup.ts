import { computed, onMounted, onScopeDispose, ref } from 'vue'
import type { AppError, Result } from '@shared/errors'
import type { BackupStatus, WorkProgress } from '@shared/records/backup'
import { t } from '../language/text'
import { call, listen } from '../api'
import { wordsFor } from '../wording'
import { fullWords } from '../shell/backup-words'

const words = (error: AppError): string => {
  if (error.code === 'cancelled') return ''
  if (error.code === 'diskFull') return fullWords()
  if (error.code === 'validation')
    return t(
      'That folder lies inside Palpa’s own data folder. Choose one on another drive. Nothing was changed.',
    )
  if (error.code === 'readOnly')
    return t('That place cannot be written to. Nothing was changed. Choose another.')
  if (error.code === 'notFound')
    return t('There is no backup of this laptop in that place. Nothing was changed.')
  return wordsFor(error)
}

/** How the backups stand, what is under way, and what went wrong last; looked up again when something ends. */
export const useBackup = () => {
  const status = ref<BackupStatus>()
  const running = ref<WorkProgress>()
  const trouble = ref('')

  const refresh = async (): Promise<void> => {
    const told = await call('backup.status', {})
    if (told.ok) {
      status.value = told.value
      running.value = told.value.running
    } else trouble.value = words(told.error)
  }
  /** Runs something and looks again; answers whether it went well. */
  const attempt = async (work: () => Promise<Result<unknown>>): Promise<boolean> => {
    trouble.value = ''
    const result = await work()
    if (!result.ok) trouble.value = words(result.error)
    await refresh()
    return result.ok
  }
  const stops = [
    listen('backup.progress', (now) => {
      running.value = now
    }),
    listen('backup.ended', () => {
      running.value = undefined
      void refresh()
    }),
  ]
  onScopeDispose(() => {
    for (const stop of stops) stop()
  })
  onMounted(refresh)

  const busy = computed(() => running.value !== undefined)
  return { status, running, busy, trouble, refresh, attempt }
}
