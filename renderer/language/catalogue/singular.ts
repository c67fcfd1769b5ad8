/** What counts, by its English plural: the English singular. Other languages have their forms in the catalogue. */
export const SINGULAR = {
  'Recovered: {n} answers typed {when}. Palpa ended then without closing this visit.':
    'Recovered: {n} answer typed {when}. Palpa ended then without closing this visit.',
  'I have read these {n} units beside the English and they say the same in words a patient understands. A unit counts as reviewed when two reviewers have signed it; when its words change it is a draft again.':
    'I have read this {n} unit beside the English and it says the same in words a patient understands. A unit counts as reviewed when two reviewers have signed it; when its words change it is a draft again.',
  '{n} pages': '{n} page',
  '{n} other files were left out: no pictures of a study.':
    '{n} other file was left out: no pictures of a study.',
  '{n} files were left out: they are in already, or on their way.':
    '{n} file was left out: it is in already, or on its way.',
  'Missing: {names} and {n} more.': 'Missing: {names} and {n} more.',
  '{n} frames left out': '{n} frame left out',
  '{n} signed visits': '{n} signed visit',
  '{n} drafts': '{n} draft',
  '{n} pictures': '{n} picture',
  'what {n} visits charted by mistake in the chart of somebody else said there':
    'what {n} visit charted by mistake in the chart of somebody else said there',
  '{n} pictures go along.': '{n} picture goes along.',
  '{n} answers only spoke of the wrong chart (“the same”, what became of a nodule) and are asked again.':
    '{n} answer only spoke of the wrong chart (“the same”, what became of a nodule) and is asked again.',
  '{n} sheets were printed from it, with the name of {name} on them. Ask for them back.':
    '{n} sheet was printed from it, with the name of {name} on it. Ask for it back.',
  '{label} over {n} visits': '{label} over {n} visit',
  'Pain and function over {n} visits': 'Pain and function over {n} visit',
  '{n} patients': '{n} patient',
  '{n} pictures are damaged on this laptop and not in it.':
    '{n} picture is damaged on this laptop and not in it.',
  'Kept for {n} years after the last visit.': 'Kept for {n} year after the last visit.',
  'Kept for {n} years after the last visit, and at least until the age of {age}.':
    'Kept for {n} year after the last visit, and at least until the age of {age}.',
  '{rows} of {n} patients, as of {day}.': '{rows} of {n} patient, as of {day}.',
  '{n} records do not open and could not be judged.': '{n} record does not open and could not be judged.',
  '{n} documents': '{n} document',
  '{n} pictures in it are damaged': '{n} picture in it is damaged',
  '{n} entries of the audit trail were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.':
    '{n} entry of the audit trail was removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.',
  '{n} entries of the audit trail, before {moment}, were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.':
    '{n} entry of the audit trail, before {moment}, was removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.',
  'This vault is older than it was: {n} entries up to {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.':
    'This vault is older than it was: {n} entry up to {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.',
  '{n} things are wrong': '{n} thing is wrong',
  '{n} sentences': '{n} sentence',
  '{n} words': '{n} word',
  '{n} nodules.': '{n} nodule.',
  'That is not the PIN. {n} tries left; then it is removed and the passphrase opens.':
    'That is not the PIN. {n} try left; then it is removed and the passphrase opens.',
} as const
