/** Agents with their class and plain ceiling are prompt matter (R31, R32); lignocaine follows the country (ruling 13). */
export const AGENTS = {
  lidocaine: { label: 'lidocaine', names: { AU: 'lignocaine', NZ: 'lignocaine', IN: 'lignocaine' } },
  bupivacaine: 'bupivacaine',
  prilocaine: 'prilocaine',
  other: { label: 'other', note: 'other anaesthetic' },
} as const

export const concentration = { unit: '%', range: [0.1, 5], decimals: 2, joins: ' ', say: '{}' } as const
export const volume = {
  unit: 'mL',
  range: [0.1, 20],
  refuse: [null, 30],
  decimals: 2,
  joins: ' ',
  say: '{}',
} as const
export const minutes = { unit: 'min', unitText: 'minutes', range: [1, 120] } as const

/** What can go wrong, at once or later (2.10, ruling 10). */
export const COMPLICATIONS = {
  none: { label: 'none', exclusive: true, alone: 'no complications' },
  bleeding: 'bleeding',
  vasovagal: 'vasovagal',
  flare: 'flare',
  infection: 'infection',
  skinChange: { label: 'skin change' },
  nerveSymptom: { label: 'nerve symptom', key: 'y' },
  toxicity: 'toxicity',
  allergy: 'allergy',
  other: 'other',
} as const
