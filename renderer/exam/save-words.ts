import { computed } from 'vue'
import { BESIDE } from '@shared/records/beside'
import { t } from '../language/text'
import { wordsFor } from '../wording'
import { triedAgain } from './autosave'
import type { useDraft } from './draft'

/** Over a visit that is signed and open again. */
export const amendingWords = (): string =>
  t(
    'This visit is signed. What you change here becomes an amendment when you sign it, with your reason; the text as first signed stays in sight.',
  )

/** How the last save went, in words. */
export const useSaveWords = (draft: ReturnType<typeof useDraft>) => {
  const beside = computed(() => draft.saveProblem?.detail === BESIDE)
  const savedWords = computed(() => {
    if (draft.saveProblem === undefined) return draft.savedWords
    return beside.value ? t('Kept beside the visit') : t('Not saved')
  })
  const saveTrouble = computed(() => {
    const error = draft.saveProblem
    if (error === undefined) return ''
    return triedAgain(error)
      ? `${wordsFor(error)} ${t('What you typed stays here and is tried again by itself.')}`
      : wordsFor(error)
  })
  return { beside, savedWords, saveTrouble }
}
