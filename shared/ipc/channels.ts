/**
 * Every call and event between the window and the main process, by name. The preload derives one function
 * per name from this list, so nothing else may be imported there. Shapes stand in contract.ts.
 */
export const CHANNELS = [
  'vault.status',
  'vault.create',
  'vault.confirmRecovery',
  'vault.printRecovery',
  'vault.unlock',
  'vault.unlockWithPin',
  'vault.unlockWithRecovery',
  'vault.openBackup',
  'vault.lock',
  'vault.touch',
  'vault.flushed',
  'health.get',
  'health.check',
  'health.repair',
  'health.accept',
  'app.about',
  'clinic.get',
  'clinic.update',
  'clinic.updateSettings',
  'people.list',
  'people.add',
  'people.update',
  'people.suspend',
  'people.reactivate',
  'people.resetPassphrase',
  'people.changePassphrase',
  'people.me',
  'people.setPin',
  'people.removePin',
  'patients.search',
  'patients.get',
  'patients.similar',
  'patients.register',
  'patients.update',
  'patients.visits',
  'exams.start',
  'exams.followUp',
  'exams.drafts',
  'exams.openDraft',
  'exams.context',
  'exams.saveDraft',
  'exams.sign',
  'exams.get',
  'exams.history',
  'images.begin',
  'images.chunk',
  'images.finish',
  'images.cancel',
  'images.thumbnail',
  'images.list',
  'images.remove',
  'handouts.preview',
  'handouts.print',
  'handouts.given',
  'notes.text',
  'notes.print',
  'backup.now',
] as const
export type ChannelName = (typeof CHANNELS)[number]

/** Calls that only the hidden print window may make. */
export const PRINT_CHANNELS = ['print.job', 'print.ready'] as const
export type PrintChannelName = (typeof PRINT_CHANNELS)[number]

/** What main tells the window unasked. Few on purpose. */
export const EVENTS = ['vault.locked', 'vault.locking', 'health.changed', 'backup.progress'] as const
export type EventName = (typeof EVENTS)[number]
