import type { AppError, ErrorCode } from '@shared/errors'
import { BESIDE } from '@shared/records/beside'
import { FILE_FAULTS, MAX_FILE_BYTES, sizeWords, type FileFault } from '@shared/imaging/faults'
import { plural, t, told } from './language/text'

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

/** Said where a passphrase or code opens nothing; the wait is in whole seconds. */
export const wrongSecret = (waitMs: number): string =>
  waitMs > 0
    ? t('That passphrase does not open this vault. Try again in {seconds} s.', { seconds: seconds(waitMs) })
    : t('That passphrase does not open this vault. Nothing was changed.')

/** Said where a PIN opens nothing: the tries that are left, and what happens then. */
export const wrongPin = (left: number): string =>
  plural(left, 'That is not the PIN. {n} tries left; then it is removed and the passphrase opens.')

/** What keeps a file out and what to do; a fault from elsewhere gets the general words. */
const faultOf = (detail: string | undefined): { fault: string; todo: string } => {
  const known = (Object.keys(FILE_FAULTS) as FileFault[]).find((key) => key === detail) ?? 'unknown'
  return { fault: told(FILE_FAULTS[known].is), todo: told(FILE_FAULTS[known].todo) }
}

const WORDS: Record<ErrorCode, (error: AppError) => string> = {
  validation: () => t('Something on this form is missing or out of range. Nothing was saved.'),
  forbidden: () => t('This window may not do that. Nothing was changed.'),
  notAllowed: () =>
    t(
      'Your role here does not include this. Nothing was changed. An owner of the clinic can change roles in Settings.',
    ),
  ownPassphraseFirst: () =>
    t('Your passphrase was chosen by somebody else. Choose your own first. Nothing was changed.'),
  locked: () => t('Palpa is locked. Unlock it and carry on; your draft is kept.'),
  wrongSecret: (error) => wrongSecret(error.retryAfterMs ?? 0),
  suspended: () =>
    t(
      'This person is suspended and cannot unlock. Nothing was changed. An owner can bring them back in Settings, People.',
    ),
  lastOwner: () =>
    t('This is the only owner of the clinic. Make somebody else an owner first. Nothing was changed.'),
  pinGone: () => t('There is no PIN for this person on this laptop any more. Unlock with the passphrase.'),
  noKeychain: () =>
    t('The keychain of this computer does not answer, so a PIN opens nothing. Use the passphrase.'),
  conflict: (error) =>
    error.detail === BESIDE
      ? t(
          'Another window has this visit by now. What you typed here is kept, sealed, beside it. Open the visit again to compare the two.',
        )
      : t('Somebody saved this in between. Open it again to see both; nothing was overwritten.'),
  notFound: () => t('That record is no longer here. Nothing was changed.'),
  notReady: (error) =>
    error.detail === 'besides'
      ? t(
          'Something was typed beside this visit in another window. Nothing was changed. Take it over or put it away first.',
        )
      : error.detail === 'pictures'
        ? t(
            'A picture is still on its way or did not come in, or nobody has said whose it is. Nothing was signed. Open Images, then sign.',
          )
        : t('Some answers that signing needs are missing. Nothing was signed.'),
  nothingSigned: () => t('No signed visit to follow up yet. Nothing was started. Start a new visit instead.'),
  signed: (error) =>
    error.detail === BESIDE
      ? t(
          'Another window signed this visit meanwhile. What you typed here is kept, sealed, beside it. Open the visit and amend it to compare the two.',
        )
      : t('This visit is signed and does not change any more.'),
  withdrawn: () =>
    t(
      'This visit was entered in error or belongs to another chart. It is kept to be read; nothing more comes of it.',
    ),
  joined: () =>
    t('This chart was joined to another one, which is charted in now. Nothing was changed. Open that chart.'),
  openDraft: () =>
    t('A visit of this patient is still open. Nothing was changed. Sign it or discard it first.'),
  newerVault: () =>
    t('This vault was written by a newer Palpa. Nothing was changed. Start the newer version to open it.'),
  otherVault: () => t('That backup belongs to another vault. Nothing was changed.'),
  placeMissing: () =>
    t('The folder for backups is not there. Nothing was changed. Connect its drive, then try again.'),
  busy: () =>
    t('A backup or a rehearsal is under way. Nothing was changed. Wait for it or stop it, then try again.'),
  diskFull: () => t('Disk is full. What was saved before is safe. Free some space, then try again.'),
  readOnly: () => t('The data folder cannot be written to. Nothing was saved. Check the folder or its disk.'),
  damaged: () => t('A sealed record could not be opened. Nothing was changed. A backup may still hold it.'),
  missingFile: () =>
    t('The sealed file of this picture is gone. The rest of the visit is whole. A backup may still hold it.'),
  cloudFolder: (error) =>
    t(
      'The data folder lies in {detail}. Copying a vault while it is open damages it. Nothing was changed. Choose a folder of this laptop alone.',
      { detail: error.detail ?? t('a folder that is copied to a cloud') },
    ),
  networkFolder: () =>
    t(
      'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Nothing was changed. Choose a folder on this laptop’s own disk.',
    ),
  unsupportedFile: (error) => t('This file is {fault}. {todo} Nothing was attached.', faultOf(error.detail)),
  truncatedFile: (error) =>
    error.detail === undefined
      ? t('File ends early. Nothing was attached.')
      : t('File ends early: {detail}. Nothing was attached.', { detail: error.detail }),
  interrupted: () =>
    t(
      'It could not be read on; perhaps a stick was pulled out. What came so far is kept. Put it back, then press Go on.',
    ),
  tooLarge: () =>
    t('This file is larger than {size}, the most that Palpa takes. Nothing was attached.', {
      size: sizeWords(MAX_FILE_BYTES),
    }),
  cancelled: () => t('Stopped. Nothing was changed.'),
  printer: (error) =>
    error.detail === 'none'
      ? t(
          'There is no such printer on this laptop. Nothing was printed or given. Choose another printer, or save the PDF.',
        )
      : t('Printer did not answer. The PDF is ready: save it, or try the printer again.'),
  gated: (error) =>
    error.detail === 'translation'
      ? t(
          'This translation is not reviewed. Nothing was printed. Say why it is given all the same, or choose English.',
        )
      : t('An open prompt holds this document back. Answer the prompt first.'),
  unexpected: (error) =>
    error.incident === undefined
      ? t('Palpa could not finish that. What was saved before is safe.')
      : t(
          'Palpa could not finish that. What was saved before is safe. It is noted in the log as {incident}.',
          { incident: error.incident },
        ),
}

/** The one place where an expected failure gets its words: what happened, what was kept, what to do. */
export const wordsFor = (error: AppError): string => WORDS[error.code](error)
