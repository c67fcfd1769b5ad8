import { MIN_PASSPHRASE } from '@shared/records/people'
import { t } from '../language/text'
import { strengthOf } from './strength'

/**
 * Why a new passphrase is not taken, in words; empty when it is. Judged when it is asked, not when the meter last
 * spoke: quick fingers are ahead of its dictionaries.
 */
export const passphraseTrouble = async (typed: string, personal: readonly string[]): Promise<string> => {
  if (typed.length < MIN_PASSPHRASE)
    return t('A passphrase needs {least} characters or more.', { least: MIN_PASSPHRASE })
  const { score } = await strengthOf(typed, personal)
  return score < 2 ? t('This passphrase would be guessed soon. Add a word or two.') : ''
}
