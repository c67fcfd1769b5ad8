/**
 * Who may do what. Roles hide on screen and in every channel; they are not cryptography: everybody who can unlock
 * holds the vault key (ruling 36). Which channel needs which right stands in ipc/access.ts.
 */
export const ROLES = ['owner', 'clinician', 'assistant'] as const
export type Role = (typeof ROLES)[number]

export const ROLE_LABELS: Record<Role, string> = {
  owner: 'owner',
  clinician: 'clinician',
  assistant: 'assistant',
}
/** What goes with a role, for the person who gives it. */
export const ROLE_WORDS: Record<Role, string> = {
  owner:
    'Governs the clinic: people, settings, the record of who did what. Signs only if that is said below.',
  clinician: 'Charts visits and signs them.',
  assistant: 'Registers patients, attaches pictures, prints the patient’s sheet. Neither charts nor signs.',
}

/** What can be allowed, with the words for it: "may …". */
export const RIGHT_WORDS = {
  register: 'register patients and change their details',
  attach: 'begin a visit and attach pictures to it',
  print: 'print the patient’s sheet',
  seeFindings: 'see findings, notes and letters',
  seePictures: 'see pictures',
  chart: 'chart a visit and answer its prompts',
  sign: 'sign and amend visits',
  export: 'use the register and export from it',
  merge: 'join two charts of one person',
  backup: 'back up, and rehearse a restore',
  manageClinic: 'change the clinic’s settings',
  managePeople: 'add people, change their roles, suspend them',
  readAudit: 'read who did what',
  erase: 'erase a patient for good',
  repair: 'bring damaged records back from a backup',
} as const satisfies Record<string, string>
export type Right = keyof typeof RIGHT_WORDS
export const RIGHTS = Object.keys(RIGHT_WORDS) as Right[]

/** A person's place in the clinic. `signs` is free for an owner, who may be a manager who treats nobody. */
export interface Standing {
  readonly role: Role
  /** May chart and sign. Always so for a clinician, never for an assistant. */
  readonly signs: boolean
}

/** What an owner lets assistants see of a chart. */
export interface AssistantSight {
  readonly findings: boolean
  readonly pictures: boolean
}

/** Whether a role goes with signing or without it; the owner chooses only where both are possible. */
export const SIGNS: Record<Role, 'always' | 'never' | 'chosen'> = {
  owner: 'chosen',
  clinician: 'always',
  assistant: 'never',
}
/** The standing for a role; `wanted` counts only where the role leaves it open. */
export const standingOf = (role: Role, wanted: boolean): Standing => ({
  role,
  signs: SIGNS[role] === 'chosen' ? wanted : SIGNS[role] === 'always',
})

const EVERYBODY: readonly Right[] = ['register', 'attach', 'print']
const SIGHT: readonly Right[] = ['seeFindings', 'seePictures']
const CLINICAL: readonly Right[] = ['chart', 'sign']
const TRUSTED: readonly Right[] = [...SIGHT, 'export', 'merge', 'backup']
const GOVERNING: readonly Right[] = ['manageClinic', 'managePeople', 'readAudit', 'erase', 'repair']

/** All that a person may do here. */
export const rightsOf = ({ role, signs }: Standing, sight: AssistantSight): ReadonlySet<Right> =>
  new Set([
    ...EVERYBODY,
    ...(role === 'assistant' ? [] : TRUSTED),
    ...(role === 'assistant' && sight.findings ? (['seeFindings'] as const) : []),
    ...(role === 'assistant' && sight.pictures ? (['seePictures'] as const) : []),
    ...(role === 'owner' ? GOVERNING : []),
    ...(role !== 'assistant' && signs ? CLINICAL : []),
  ])
