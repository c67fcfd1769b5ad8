import type { AppError, ErrorCode } from '@shared/errors'
import { BESIDE } from '@shared/records/beside'
import { faultWords, MAX_FILE_BYTES, sizeWords } from '@shared/imaging/faults'

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

/** Said where a passphrase or code opens nothing; the wait is in whole seconds. */
export const wrongSecret = (waitMs: number): string =>
  waitMs > 0
    ? `That passphrase does not open this vault. Try again in ${seconds(waitMs)} s.`
    : 'That passphrase does not open this vault. Nothing was changed.'

/** Said where a PIN opens nothing: the tries that are left, and what happens then. */
export const wrongPin = (left: number): string =>
  `That is not the PIN. ${left} ${left === 1 ? 'try' : 'tries'} left; then it is removed and the passphrase opens.`

const WORDS: Record<ErrorCode, (error: AppError) => string> = {
  validation: () => 'Something on this form is missing or out of range. Nothing was saved.',
  forbidden: () => 'This window may not do that. Nothing was changed.',
  notAllowed: () =>
    'Your role here does not include this. Nothing was changed. An owner of the clinic can change roles in Settings.',
  ownPassphraseFirst: () =>
    'Your passphrase was chosen by somebody else. Choose your own first. Nothing was changed.',
  locked: () => 'Palpa is locked. Unlock it and carry on; your draft is kept.',
  wrongSecret: (error) => wrongSecret(error.retryAfterMs ?? 0),
  suspended: () =>
    'This person is suspended and cannot unlock. Nothing was changed. An owner can bring them back in Settings, People.',
  lastOwner: () =>
    'This is the only owner of the clinic. Make somebody else an owner first. Nothing was changed.',
  pinGone: () => 'There is no PIN for this person on this laptop any more. Unlock with the passphrase.',
  noKeychain: () =>
    'The keychain of this computer does not answer, so a PIN opens nothing. Use the passphrase.',
  conflict: (error) =>
    error.detail === BESIDE
      ? 'Another window has this visit by now. What you typed here is kept, sealed, beside it. Open the visit again to compare the two.'
      : 'Somebody saved this in between. Open it again to see both; nothing was overwritten.',
  notFound: () => 'That record is no longer here. Nothing was changed.',
  notReady: (error) =>
    error.detail === 'besides'
      ? 'Something was typed beside this visit in another window. Nothing was changed. Take it over or put it away first.'
      : error.detail === 'pictures'
        ? 'A picture is still on its way, or nobody has said whose it is. Nothing was signed. Open Images, then sign.'
        : 'Some answers that signing needs are missing. Nothing was signed.',
  nothingSigned: () => 'No signed visit to follow up yet. Nothing was started. Start a new visit instead.',
  signed: (error) =>
    error.detail === BESIDE
      ? 'Another window signed this visit meanwhile. What you typed here is kept, sealed, beside it. Open the visit and amend it to compare the two.'
      : 'This visit is signed and does not change any more.',
  withdrawn: () =>
    'This visit was entered in error or belongs to another chart. It is kept to be read; nothing more comes of it.',
  joined: () =>
    'This chart was joined to another one, which is charted in now. Nothing was changed. Open that chart.',
  openDraft: () => 'A visit of this patient is still open. Nothing was changed. Sign it or discard it first.',
  newerVault: () =>
    'This vault was written by a newer Palpa. Nothing was changed. Start the newer version to open it.',
  otherVault: () => 'That backup belongs to another vault. Nothing was changed.',
  placeMissing: () =>
    'The folder for backups is not there. Nothing was changed. Connect its drive, then try again.',
  busy: () =>
    'A backup or a rehearsal is under way. Nothing was changed. Wait for it or stop it, then try again.',
  diskFull: () => 'Disk is full. What was saved before is safe. Free some space, then try again.',
  readOnly: () => 'The data folder cannot be written to. Nothing was saved. Check the folder or its disk.',
  damaged: () => 'A sealed record could not be opened. Nothing was changed. A backup may still hold it.',
  missingFile: () =>
    'The sealed file of this picture is gone. The rest of the visit is whole. A backup may still hold it.',
  cloudFolder: (error) =>
    `The data folder lies in ${error.detail ?? 'a folder that is copied to a cloud'}. Copying a vault while it is open damages it. Nothing was changed. Choose a folder of this laptop alone.`,
  networkFolder: () =>
    'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Nothing was changed. Choose a folder on this laptop’s own disk.',
  unsupportedFile: (error) => `${faultWords(error.detail)} Nothing was attached.`,
  truncatedFile: (error) =>
    error.detail === undefined
      ? 'File ends early. Nothing was attached.'
      : `File ends early: ${error.detail}. Nothing was attached.`,
  interrupted: () =>
    'It could not be read on; perhaps a stick was pulled out. What came so far is kept. Put it back, then press Go on.',
  tooLarge: () =>
    `This file is larger than ${sizeWords(MAX_FILE_BYTES)}, the most that Palpa takes. Nothing was attached.`,
  cancelled: () => 'Stopped. Nothing was changed.',
  printer: (error) =>
    error.detail === 'none'
      ? 'There is no such printer on this laptop. Nothing was printed or given. Choose another printer, or save the PDF.'
      : 'Printer did not answer. The PDF is ready: save it, or try the printer again.',
  gated: (error) =>
    error.detail === 'translation'
      ? 'This translation is not reviewed. Nothing was printed. Say why it is given all the same, or choose English.'
      : 'An open prompt holds this document back. Answer the prompt first.',
  unexpected: (error) =>
    error.incident === undefined
      ? 'Palpa could not finish that. What was saved before is safe.'
      : `Palpa could not finish that. What was saved before is safe. It is noted in the log as ${error.incident}.`,
}

/** The one place where an expected failure gets its words: what happened, what was kept, what to do. */
export const wordsFor = (error: AppError): string => WORDS[error.code](error)
