import type { Right } from '../records/roles'
import type { ChannelName, PrintChannelName } from './channels'

/**
 * `anybody`: also while the vault is locked. `self`: whoever unlocked, even with a passphrase that somebody else
 * chose for them and that must be changed first. Otherwise the rights that are all needed; none: whoever unlocked.
 */
export type Access = 'anybody' | 'self' | readonly Right[]

/**
 * Who may use which channel. The gate (electron/ipc/register.ts) asks this table and nobody else does; a channel
 * without a row does not compile, and tests/ipc/roles.test.ts tries every channel by every role, locked and unlocked.
 * A channel that answers less to some (a draft without its findings, a directory line without its nodules) says so
 * in its service: here stands only who may call.
 */
export const ACCESS: Record<ChannelName | PrintChannelName, Access> = {
  'vault.status': 'anybody',
  'vault.create': 'anybody',
  'vault.confirmRecovery': 'anybody',
  'vault.printRecovery': 'anybody',
  'vault.unlock': 'anybody',
  'vault.unlockWithPin': 'anybody',
  'vault.unlockWithRecovery': 'anybody',
  'vault.findBackups': 'anybody',
  'vault.openBackup': 'anybody',
  'vault.lock': 'anybody',
  'vault.touch': 'anybody',
  'vault.flushed': 'anybody',
  'health.get': [],
  'health.check': [],
  'health.repair': ['repair'],
  'health.accept': ['repair'],
  'app.about': 'anybody',
  'clinic.get': [],
  'clinic.update': ['manageClinic'],
  'clinic.updateSettings': ['manageClinic'],
  'people.list': ['managePeople'],
  'people.add': ['managePeople'],
  'people.update': ['managePeople'],
  'people.suspend': ['managePeople'],
  'people.reactivate': ['managePeople'],
  'people.resetPassphrase': ['managePeople'],
  'people.changePassphrase': 'self',
  'people.me': 'self',
  'people.setPin': [],
  'people.removePin': [],
  'audit.list': ['readAudit'],
  'audit.print': ['readAudit'],
  'patients.search': [],
  'patients.get': [],
  'patients.similar': ['register'],
  'patients.register': ['register'],
  'patients.update': ['register'],
  'patients.kept': ['register'],
  'patients.keep': ['register'],
  'patients.visits': [],
  'patients.charts': [],
  'patients.joinPreview': ['merge', 'seeFindings'],
  'patients.join': ['merge', 'seeFindings'],
  'patients.separate': ['merge', 'seeFindings'],
  'exams.start': ['attach'],
  'exams.followUp': ['chart'],
  'exams.drafts': [],
  'exams.openDraft': ['attach'],
  'exams.context': ['attach'],
  'exams.saveDraft': ['attach'],
  'exams.closeDraft': ['attach'],
  'exams.besides': ['chart'],
  'exams.settleBeside': ['chart'],
  'exams.sign': ['sign'],
  'exams.get': ['seeFindings'],
  'exams.signed': ['seeFindings'],
  'exams.history': ['seeFindings'],
  'exams.amend': ['chart', 'sign'],
  'exams.dropAmendment': ['chart', 'sign'],
  'exams.addendum': ['sign'],
  'exams.cancel': ['sign'],
  'exams.movePreview': ['chart', 'sign'],
  'exams.move': ['chart', 'sign'],
  'exams.discard': ['chart'],
  'exams.bringBack': ['chart'],
  'images.expect': ['attach'],
  'images.missing': ['attach'],
  'images.giveUp': ['attach'],
  'images.begin': ['attach'],
  'images.chunk': ['attach'],
  'images.finish': ['attach'],
  'images.cancel': ['attach'],
  'images.thumbnail': ['attach'],
  'images.list': ['attach'],
  'images.remove': ['attach'],
  'handouts.open': ['print'],
  'images.export': ['seePictures', 'seeFindings', 'export'],
  'handouts.preview': ['print'],
  'handouts.print': ['print'],
  'handouts.given': ['print'],
  'handouts.reprint': ['print'],
  'handouts.printAll': ['print', 'seeFindings'],
  'printers.list': ['print'],
  'translations.standings': ['print'],
  'translations.list': ['print'],
  // Whoever speaks the language may say what is wrong, an assistant as well; signing is for those who treat.
  'translations.comment': ['print'],
  'translations.sign': ['sign'],
  'translations.withdraw': ['sign'],
  'notes.text': ['seeFindings'],
  'notes.print': ['print', 'seeFindings'],
  // A letter speaks for a clinician: whoever may not sign writes none, and may print again what was given.
  'letters.begin': ['print', 'sign'],
  'letters.keep': ['print', 'sign'],
  'letters.preview': ['print', 'sign'],
  'letters.print': ['print', 'sign'],
  'letters.given': ['print', 'seeFindings'],
  'letters.reprint': ['print', 'seeFindings'],
  'texts.list': ['print'],
  'texts.measure': ['print'],
  'texts.kept': ['manageClinic'],
  'texts.keep': ['manageClinic'],
  'texts.save': ['manageClinic'],
  'texts.history': ['manageClinic'],
  'texts.remove': ['manageClinic'],
  'texts.export': ['manageClinic'],
  'texts.import': ['manageClinic'],
  'texts.score': ['manageClinic'],
  'backup.status': ['backup'],
  'backup.choosePlace': ['backup', 'manageClinic'],
  'backup.saveSettings': ['backup', 'manageClinic'],
  'library.get': [],
  'library.savePhrase': ['chart'],
  'library.savePlanSet': ['chart'],
  'library.remove': ['chart'],
  'library.export': ['chart'],
  'library.import': ['chart'],
  'backup.now': ['backup'],
  // Also what a laptop without a vault is opening.
  'backup.cancel': 'anybody',
  'backup.rehearse': ['backup'],
  'backup.restore': ['backup', 'repair'],
  'erasure.preview': ['erase'],
  'erasure.erase': ['erase'],
  'erasure.reachBackups': ['erase'],
  'erasure.certificate': ['erase'],
  'erasure.close': ['erase'],
  'retention.report': ['erase'],
  'retention.print': ['erase'],
  'print.job': 'anybody',
  'print.ready': 'anybody',
}

/** Who is at the keys, as far as the gate must know. */
export interface AtTheKeys {
  readonly rights: ReadonlySet<Right>
  /** The passphrase was chosen by somebody else: nothing goes before a passphrase of one's own. */
  readonly ownPassphraseFirst: boolean
}

/** Why a channel may not be used now, or undefined when it may. `who` is undefined while the vault is locked. */
export const refusal = (
  access: Access,
  who: AtTheKeys | undefined,
): { code: 'locked' | 'ownPassphraseFirst' } | { code: 'notAllowed'; detail: Right } | undefined => {
  if (access === 'anybody') return undefined
  if (who === undefined) return { code: 'locked' }
  if (access === 'self') return undefined
  if (who.ownPassphraseFirst) return { code: 'ownPassphraseFirst' }
  const lacking = access.find((right) => !who.rights.has(right))
  return lacking === undefined ? undefined : { code: 'notAllowed', detail: lacking }
}
