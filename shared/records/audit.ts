/**
 * Everything that is written down about who did what: the closed list, with the words for each. An event names ids
 * only, never what a chart says. `detail` is a code or a count, explained beside the event that carries one.
 * An event is never renamed or reused: what was written stays readable.
 */
export const AUDIT_KINDS = ['access', 'chart', 'paper', 'people', 'settings', 'vault'] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]
export const AUDIT_KIND_LABELS: Record<AuditKind, string> = {
  access: 'unlocking and viewing',
  chart: 'charts',
  paper: 'printing and exporting',
  people: 'people and roles',
  settings: 'settings',
  vault: 'backup and integrity',
}

const event = <K extends AuditKind>(kind: K, words: string): { kind: K; words: string } => ({ kind, words })

export const AUDIT_EVENTS = {
  'vault.created': event('vault', 'Vault made'),
  /** detail: `passphrase` or `pin`. */
  'vault.unlocked': event('access', 'Unlocked'),
  'vault.openedByRecoveryCode': event('access', 'Unlocked with the recovery code, new passphrase set'),
  /** docId: whose slot was tried; detail: `passphrase`, `pin` or `recovery`. The time is that of the try. */
  'vault.unlockFailed': event('access', 'Wrong passphrase, PIN or code'),
  /** detail: the reason: `key`, `idle`, `suspend`, `screen`, `switch`, `close` or `crash`. */
  'vault.locked': event('access', 'Locked'),
  /** One line from here until another chart is opened. */
  'chart.viewed': event('access', 'Chart opened'),
  /** Beside the list, with its last note. Once per patient from unlock to lock. */
  'chart.glimpsed': event('access', 'Chart shown beside the list'),
  /** docId: the exam. Once per opening of a signed visit or a draft. */
  'exam.viewed': event('access', 'Visit opened'),
  'image.viewed': event('access', 'Picture opened'),
  /** detail: the channel. Screens offer none of these, so it is worth a look. Once per channel from unlock to lock. */
  'access.refused': event('access', 'Refused by role'),
  'audit.viewed': event('access', 'Audit read'),

  'patient.registered': event('chart', 'Patient registered'),
  'patient.updated': event('chart', 'Patient details changed'),
  /** docId: the chart that was joined to another; patientId: each of the two, an entry each; detail: `kept` or `joined`. */
  'patient.merged': event('chart', 'Two charts joined'),
  'patient.unmerged': event('chart', 'Joined charts separated again'),
  /** Names no patient: the ledger row alone (ruling 34). */
  'patient.erased': event('chart', 'A patient erased'),
  /** A restore had brought an erased patient back. detail: number of the erasure. */
  'erasure.replayed': event('chart', 'An erasure done again after a restore'),
  'exam.started': event('chart', 'Visit begun'),
  /** Once per person and opening, at the first change. */
  'exam.changed': event('chart', 'Visit charted'),
  /** detail: how many steps of typing were recovered. */
  'exam.recovered': event('chart', 'Unsaved typing recovered'),
  /** Another window had the visit by then: what was typed is kept sealed beside it. Once per window. */
  'exam.typedBeside': event('chart', 'Typing kept beside a visit that another window had'),
  /** detail: how many answers were taken over into the visit. */
  'exam.besideSettled': event('chart', 'Typing kept beside a visit compared and put away'),
  /** detail: sign mode. */
  'exam.signed': event('chart', 'Visit signed'),
  /** A draft that was begun by mistake. detail: how many pictures went with it. */
  'exam.discarded': event('chart', 'Draft discarded'),
  'exam.broughtBack': event('chart', 'Discarded draft brought back'),
  'exam.amendmentDropped': event('chart', 'Amendment begun and dropped'),
  'exam.sideCorrected': event('chart', 'Side of a nodule corrected'),
  /** detail: what kind of change, and the revision that it made. */
  'exam.amended': event('chart', 'Signed visit amended'),
  'exam.cancelled': event('chart', 'Visit cancelled'),
  /** patientId: the chart it left or came to; detail: `from` or `to`. */
  'exam.moved': event('chart', 'Visit moved to another chart'),
  'image.attached': event('chart', 'Picture attached'),
  'image.removed': event('chart', 'Picture removed'),

  /** detail: `printer` or `pdf`. */
  'handout.given': event('paper', 'Patient’s sheet printed'),
  /** detail: `printer` or `pdf`. */
  'handout.reprinted': event('paper', 'Patient’s sheet printed again, as it was given'),
  'note.printed': event('paper', 'Note printed'),
  'letter.printed': event('paper', 'Letter printed'),
  'audit.printed': event('paper', 'Audit extract printed'),
  /** Of an erasure. Names no patient; detail: whose copy. */
  'certificate.printed': event('paper', 'Certificate printed'),
  /** detail: `printer` or `pdf`. */
  'retention.printed': event('paper', 'List of records whose time is over printed'),
  /** detail: what was exported and how many rows. */
  'export.made': event('paper', 'Exported'),
  /** detail: language. */
  'translation.overridden': event('paper', 'Draft translation printed after a warning'),

  /** docId: the act; detail: language and how many units. */
  'translation.signed': event('settings', 'Words of the sheet signed by a reviewer'),
  'translation.withdrawn': event('settings', 'Signatures under words of the sheet taken back'),

  'person.added': event('people', 'Person added'),
  'person.updated': event('people', 'Person’s details changed'),
  /** detail: `from>to`. */
  'person.roleChanged': event('people', 'Role changed'),
  'person.suspended': event('people', 'Person suspended'),
  'person.reactivated': event('people', 'Person reactivated'),
  'person.passphraseChanged': event('people', 'Own passphrase changed'),
  'person.passphraseReset': event('people', 'Passphrase reset by an owner'),
  'person.pinSet': event('people', 'PIN set'),
  /** detail: `self`, `tries` (too many wrong ones), `reset`, `suspended`. */
  'person.pinRemoved': event('people', 'PIN removed'),
  /** detail: what for: `sign`, `amend` … */
  'person.confirmFailed': event('people', 'Wrong passphrase or PIN while unlocked'),

  /** docId: the text; detail: `sheet` or `letter`. */
  'text.written': event('settings', 'Clinic’s own text written'),
  'text.removed': event('settings', 'Clinic’s own text taken away'),
  'text.scored': event('settings', 'Sheet judged by PEMAT'),
  /** docId: the phrase or the set. */
  'phrase.written': event('settings', 'Phrase written'),
  'phrase.removed': event('settings', 'Phrase taken away'),
  'planSet.written': event('settings', 'Set of plans written'),
  'planSet.removed': event('settings', 'Set of plans taken away'),
  'clinic.updated': event('settings', 'Clinic details changed'),
  /** detail: the names of the settings that changed. */
  'settings.updated': event('settings', 'Settings changed'),

  'backup.placeChosen': event('settings', 'Place of backups chosen'),
  /** detail: how often, and how many are kept. */
  'backup.settingsChanged': event('settings', 'Backup schedule changed'),
  /** detail: counts. */
  'backup.made': event('vault', 'Backup made'),
  /** detail: error code. */
  'backup.failed': event('vault', 'Backup failed'),
  'backup.rehearsed': event('vault', 'Restore rehearsed'),
  'backup.rehearsalFailed': event('vault', 'Rehearsed restore failed'),
  /** In the vault that is about to be replaced. detail: time of the backup. */
  'vault.restoreStarted': event('vault', 'Restore of a backup begun'),
  /** A person's restore is not an alarm (ruling 35). detail: time of the backup. */
  'vault.restored': event('vault', 'Vault restored from a backup'),
  /**
   * The weekly check and the slow one; those of every start are written down where they find something. detail: which,
   * and how much was looked at.
   */
  'integrity.checked': event('vault', 'Integrity checked'),
  /** Once for each thing that was found; patientId and docId where it is of one chart. detail: what was found. */
  'integrity.alarm': event('vault', 'Integrity alarm'),
  'vault.findingAccepted': event('vault', 'Finding of a check accepted'),
  'record.repaired': event('vault', 'Damaged record brought back'),
  'record.takenOut': event('vault', 'Record that nobody wrote taken out'),
  'image.repaired': event('vault', 'Damaged picture brought back'),
  'image.takenOut': event('vault', 'Picture that nobody attached taken out'),
} as const satisfies Record<string, { kind: AuditKind; words: string }>

export type AuditEvent = keyof typeof AUDIT_EVENTS
export const isAuditEvent = (what: string): what is AuditEvent => Object.hasOwn(AUDIT_EVENTS, what)
