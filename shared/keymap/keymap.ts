import type { Unanswered } from '../exam/answer'

/**
 * Every key of the interface, as data. The handlers, the keycaps on buttons, the key list and the tests read it.
 * A scope is active inside its parent; `dialog` stands alone, because nothing behind a dialog hears keys.
 * Where macOS differs it says so: Option types characters there, so `Alt` becomes Cmd or Cmd Shift.
 */
export const SCOPES = {
  global: { parent: undefined, title: 'Everywhere' },
  home: { parent: 'global', title: 'Patients, drafts, settings' },
  exam: { parent: 'global', title: 'Visit' },
  row: { parent: 'exam', title: 'A field' },
  map: { parent: 'exam', title: 'The map' },
  bar: { parent: 'exam', title: 'The prompt bar' },
  letter: { parent: 'global', title: 'A letter' },
  film: { parent: 'global', title: 'A picture' },
  mark: { parent: 'global', title: 'An end of a measurement' },
  dialog: { parent: undefined, title: 'A dialog' },
} as const satisfies Record<string, { parent: string | undefined; title: string }>
export type Scope = keyof typeof SCOPES

export interface Binding {
  readonly id: string
  readonly scope: Scope
  /** Chords that do the same, most usual first: `Ctrl+K`, `Alt+ArrowDown`, `?`. Ctrl is Cmd on macOS. */
  readonly keys: readonly string[]
  readonly mac?: readonly string[]
  readonly does: string
}

const bind = <Id extends string>(
  id: Id,
  scope: Scope,
  keys: readonly string[],
  does: string,
  mac?: readonly string[],
): Binding & { readonly id: Id } => ({ id, scope, keys, does, ...(mac === undefined ? {} : { mac }) })

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
const altDigits = DIGITS.map((digit) => `Alt+${digit}`)
const cmdDigits = DIGITS.map((digit) => `Cmd+${digit}`)

export const KEYMAP = [
  bind('find', 'global', ['Ctrl+K', 'F3'], 'find a patient', ['Cmd+K']),
  bind('lock', 'global', ['Ctrl+L'], 'lock; the draft is kept'),
  bind('switchPerson', 'global', ['Ctrl+Shift+L'], 'switch person; the draft is kept'),
  bind('printAll', 'global', ['Ctrl+P'], 'print all for the signed visit that stands open'),
  bind('help', 'global', ['?', 'F1'], 'keys of this screen', ['?', 'Cmd+/']),

  bind('place', 'home', altDigits.slice(0, 3), 'patients, drafts, settings', cmdDigits.slice(0, 3)),
  bind('choosePatient', 'home', ['ArrowUp', 'ArrowDown'], 'choose a line'),
  bind('openPatient', 'home', ['Enter'], 'open'),
  bind('register', 'home', ['Alt+R', 'F6'], 'register a patient', ['Cmd+Shift+R']),
  bind('newVisit', 'home', ['Alt+N', 'F2'], 'new visit', ['Cmd+Shift+N']),
  bind('followUp', 'home', ['Ctrl+Enter', 'F9'], 'follow up the visit signed last', ['Cmd+Enter']),
  bind('joinCharts', 'home', ['Alt+J'], 'join another chart with this one', ['Cmd+Shift+J']),
  bind('givenHandout', 'home', ['Alt+H'], 'handout of the last signed visit', ['Cmd+Shift+H']),

  bind('section', 'exam', altDigits, 'section', cmdDigits),
  bind('nextMissing', 'exam', ['F8'], 'next answer missing for signing', ['Cmd+G']),
  bind(
    'goRound',
    'exam',
    ['F9'],
    'go round what is open: each answer goes on to the next by itself, until Esc',
    ['Cmd+Shift+G'],
  ),
  bind('newNodule', 'exam', ['Alt+N', 'F2'], 'new nodule', ['Cmd+Shift+N']),
  bind('addEntry', 'exam', ['Insert'], 'add what the section repeats: a treatment, a procedure, a nodule', [
    'Cmd+Shift+I',
  ]),
  bind('sameSection', 'exam', ['Alt+='], 'the same today: all of the section that stands open', ['Cmd+=']),
  bind('sameOn', 'exam', ['F7'], 'the same today: all of the section that stands open, then go round', [
    'Cmd+Shift+Y',
  ]),
  bind('allNoneOn', 'exam', ['F6'], 'all asked, none present: the screen that stands open, then go round', [
    'Cmd+Shift+O',
  ]),
  bind('attachPicture', 'exam', ['Alt+I'], 'attach a picture', ['Cmd+Shift+B']),
  bind('seePicture', 'exam', ['Alt+V'], 'open the picture attached last', ['Cmd+Shift+V']),
  bind('inWords', 'exam', ['Alt+W'], 'to the words of the section that stands open', ['Cmd+Shift+D']),
  bind('undo', 'exam', ['Ctrl+Z'], 'undo'),
  bind('redo', 'exam', ['Ctrl+Shift+Z'], 'redo'),
  bind('sign', 'exam', ['Ctrl+Enter'], 'sign'),
  bind('prompts', 'exam', ['Alt+ArrowDown'], 'to the prompt bar', ['Cmd+Shift+P']),
  bind('amend', 'exam', ['Alt+A'], 'amend a signed visit', ['Cmd+Shift+A']),
  bind('addendum', 'exam', ['Alt+U'], 'addendum to a signed visit', ['Cmd+Shift+U']),
  bind('inError', 'exam', ['Alt+X'], 'a signed visit was entered in error', ['Cmd+Shift+X']),
  bind('wrongPatient', 'exam', ['Alt+M'], 'move to the right patient', ['Cmd+Shift+M']),
  bind('discardDraft', 'exam', ['Alt+K'], 'discard a draft begun by mistake', ['Cmd+Shift+K']),
  bind('handout', 'exam', ['Alt+H'], 'handout', ['Cmd+Shift+H']),
  bind('letter', 'exam', ['Alt+L'], 'letter to a colleague', ['Cmd+Shift+E']),

  bind(
    'planSet',
    'exam',
    DIGITS.slice(0, 9).map((digit) => `Alt+Shift+${digit}`),
    'take a plan set, where the plan stands open',
    DIGITS.slice(0, 9).map((digit) => `Ctrl+Shift+${digit}`),
  ),

  bind('planSetHere', 'row', DIGITS.slice(0, 9), 'take a plan set, in a row of the plan'),

  bind(
    'usedLately',
    'row',
    ['ArrowDown'],
    'where a batch is asked for: take the vial used last, then the one before',
  ),
  bind('nextStop', 'row', ['F4'], 'next place to fill in a phrase', ['Cmd+J']),
  bind('nextField', 'row', ['Enter'], 'next field'),
  bind('moveKeys', 'row', ['ArrowLeft', 'ArrowRight'], 'move along the keys'),
  bind('chooseKey', 'row', ['Space'], 'choose; the underlined letter or digit chooses at once'),
  bind('same', 'row', ['='], 'the same today: this field'),
  bind('sameCard', 'row', ['Shift+=', '+'], 'the same today: this nodule card'),
  bind('allNone', 'row', ['Shift+N'], 'all asked, none present: the screen that stands open'),
  bind('notExamined', 'row', ['-'], 'not examined'),
  bind('unknown', 'row', ['.'], 'unknown'),
  bind('notAsked', 'row', [','], 'not asked'),
  bind('clearField', 'row', ['Backspace'], 'clear'),

  bind('placeNodule', 'map', ['N'], 'place a nodule: arrows, or its zone by name'),
  bind('zoneByName', 'map', ['/'], 'while placing: a zone by name; letters begin it too (psis right)'),
  bind('nudge', 'map', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], 'move 1 mm'),
  bind(
    'nudgeFar',
    'map',
    ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    'move 10 mm',
  ),
  bind('confirmPlace', 'map', ['Enter'], 'place, or keep the outline'),
  bind('leavePlace', 'map', ['Escape'], 'leave it as it was'),
  bind('otherNodule', 'map', ['[', ']'], 'other nodules'),
  bind('outlineNodule', 'map', ['O'], 'outline the nodule: draw round it, or set its size'),
  bind('turnOutline', 'map', ['R'], 'turn the outline'),
  bind('brush', 'map', ['Space'], 'while shading: brush down and up'),
  bind('takeBack', 'map', ['Backspace'], 'while shading: take back; while outlining: no outline'),
  bind('mapCloser', 'map', ['+'], 'closer'),
  bind('mapFarther', 'map', ['-'], 'all of it'),

  bind('printLetter', 'letter', ['Ctrl+Enter'], 'print the letter'),

  bind('promptActed', 'bar', ['A'], 'acted'),
  bind('promptNotApplicable', 'bar', ['N'], 'not applicable'),
  bind('promptDisagree', 'bar', ['D'], 'disagree'),
  bind('promptNext', 'bar', ['ArrowLeft', 'ArrowRight'], 'other prompts'),

  bind('filmPan', 'film', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], 'look around'),
  bind(
    'filmWindow',
    'film',
    ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    'contrast, brightness',
  ),
  bind('filmCloser', 'film', ['+', '='], 'closer'),
  bind('filmFarther', 'film', ['-'], 'farther'),
  bind('filmFit', 'film', ['0'], 'all of it'),
  bind('filmOneToOne', 'film', ['1'], 'pixel for pixel'),
  bind('filmDragPan', 'film', ['Z'], 'dragging moves the picture'),
  bind('filmDragWindow', 'film', ['V'], 'dragging changes contrast and brightness'),
  bind('filmPreset', 'film', ['C'], 'next contrast of the file'),
  bind('filmInvert', 'film', ['I'], 'invert'),
  bind('filmTurn', 'film', ['R'], 'turn by a quarter'),
  bind('filmTurnBack', 'film', ['Shift+R'], 'turn back by a quarter'),
  bind('filmMirror', 'film', ['M'], 'mirror, left for right'),
  bind('filmMirrorDown', 'film', ['Shift+M'], 'mirror, top for bottom'),
  bind('filmMarks', 'film', ['Y'], 'marks that lie in the file, shown or not'),
  bind('filmAsOpened', 'film', ['O'], 'as the file has it'),
  bind('filmNext', 'film', ['PageDown', ']'], 'next frame, slice or page'),
  bind('filmPrevious', 'film', ['PageUp', '['], 'the one before'),
  bind('filmEnds', 'film', ['Home', 'End'], 'first, last'),
  bind('filmPlay', 'film', ['Space'], 'play, pause'),
  bind('filmSlower', 'film', ['<'], 'slower'),
  bind('filmFaster', 'film', ['>'], 'faster'),
  bind('filmNextPicture', 'film', ['N'], 'next picture'),
  bind('filmPreviousPicture', 'film', ['Shift+N'], 'the picture before'),
  bind('filmThen', 'film', ['B'], 'then and now: beside an earlier picture'),
  bind('filmBeside', 'film', ['S'], 'side by side with the next picture'),
  bind('filmLinked', 'film', ['J'], 'two pictures move together, or each by itself'),
  bind('filmWhole', 'film', ['F'], 'over the whole screen'),
  bind('markLength', 'film', ['L'], 'measure a length'),
  bind('markAxes', 'film', ['X'], 'measure two axes'),
  bind('markDepth', 'film', ['D'], 'measure a depth from the skin'),
  bind('markOutline', 'film', ['A'], 'measure an area by its outline'),
  bind('markEllipse', 'film', ['E'], 'measure the area of an ellipse'),
  bind('markRuler', 'film', ['K'], 'calibrate on a printed ruler'),
  bind('markArrow', 'film', ['W'], 'draw an arrow'),
  bind('markRing', 'film', ['G'], 'draw a ring'),
  bind('markWords', 'film', ['T'], 'put words on the picture'),
  bind('markPlace', 'film', ['Enter'], 'put it in the middle, to be moved by keys; close an outline'),
  bind('markPush', 'film', ['P'], 'put the chosen measurement into the nodule’s card'),
  bind('markUndo', 'film', ['Ctrl+Z'], 'undo'),
  bind('markRedo', 'film', ['Ctrl+Shift+Z'], 'redo'),
  bind('filmClose', 'film', ['Escape'], 'back'),

  bind('markNudge', 'mark', ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], 'move 1 pixel'),
  bind(
    'markNudgeFar',
    'mark',
    ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
    'move 10 pixels',
  ),
  bind(
    'markNudgeFine',
    'mark',
    ['Ctrl+ArrowLeft', 'Ctrl+ArrowRight', 'Ctrl+ArrowUp', 'Ctrl+ArrowDown'],
    'move a tenth of a pixel',
  ),
  bind('markRemove', 'mark', ['Delete', 'Backspace'], 'take the measurement away'),
  bind('markLeave', 'mark', ['Enter', 'Escape'], 'done, back to the picture'),

  bind('accept', 'dialog', ['Enter'], 'do it'),
  bind('findFollowUp', 'dialog', ['Ctrl+Enter'], 'follow up the patient who was found'),
  bind('goOn', 'dialog', ['F9'], 'and on: follow up who was found; sign, then the handout', ['Cmd+Shift+G']),
  bind('cancel', 'dialog', ['Escape'], 'leave it'),
] as const
export type KeyId = (typeof KEYMAP)[number]['id']

const BY_ID = new Map<KeyId, Binding>(KEYMAP.map((binding) => [binding.id, binding]))
/** The binding of an id; every id of the union has one. */
const bindingOf = (id: KeyId): Binding => {
  const binding = BY_ID.get(id)
  if (binding === undefined) throw new Error(`No key ${id}`)
  return binding
}

/** The event key of a binding that is a single sign. */
export const keyOf = (id: KeyId): string => bindingOf(id).keys[0] ?? ''

/** The chords of a binding on this platform. */
export const chordsOf = (binding: Binding, mac: boolean): readonly string[] =>
  mac ? (binding.mac ?? binding.keys.map((chord) => chord.replace(/^Ctrl\+/u, 'Cmd+'))) : binding.keys

const SHOWN: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  '-': '−',
}
/** A chord as keycaps say it: "Ctrl K", "Alt ↓". */
export const shownChord = (chord: string): string =>
  chord === '+'
    ? chord
    : chord
        .split('+')
        .map((part) => SHOWN[part] ?? part)
        .join(' ')
/** The first chord of an id, for a keycap on a button. */
export const keycap = (id: KeyId, mac = false): string => shownChord(chordsOf(bindingOf(id), mac)[0] ?? '')

/** What is needed of a keyboard event; DOM-free, so that it can be tested. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly metaKey: boolean
}

/** Signs that Shift turns into another one, by their place on a US keyboard; where it types the sign itself, it is the sign. */
const SIGN_PLACES: Readonly<Record<string, string>> = { '=': 'Equal' }

/**
 * Letters go by what they type (so that Ctrl Z is where the layout has its Z), digits by their place in the top row
 * (which needs Shift on some layouts), everything else by name. Shift is free where it only serves to type the sign.
 */
export const pressed = (press: KeyPress, chord: string): boolean => {
  const parts = chord === '+' ? [chord] : chord.split('+')
  const key = parts.at(-1) ?? ''
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier)
  if (press.ctrlKey !== wants('Ctrl') || press.altKey !== wants('Alt') || press.metaKey !== wants('Cmd'))
    return false
  const command = parts.length > 1
  if (/^\d$/u.test(key))
    return command ? press.code === `Digit${key}` && press.shiftKey === wants('Shift') : press.key === key
  if (/^[A-Z]$/u.test(key)) return press.key.toUpperCase() === key && press.shiftKey === wants('Shift')
  if (key.length === 1 && key in SIGN_PLACES) {
    const turned = press.shiftKey && press.code === SIGN_PLACES[key]
    return wants('Shift') ? turned : press.key === key && !turned
  }
  if (key.length === 1) return press.key === key
  return (press.key === ' ' ? 'Space' : press.key) === key && press.shiftKey === wants('Shift')
}

/** Which chord of an id was pressed, counted from 0 (sections, places); -1 when none was. */
export const pressedAt = (press: KeyPress, id: KeyId, mac: boolean): number =>
  chordsOf(bindingOf(id), mac).findIndex((chord) => pressed(press, chord))

const unansweredKey = (id: KeyId): { readonly key: string; readonly shown: string } => {
  const key = keyOf(id)
  return { key, shown: shownChord(key) }
}
/** The three keys of not answering, as event key and as keycap. */
export const UNANSWERED_KEYS: Record<Unanswered, { readonly key: string; readonly shown: string }> = {
  notExamined: unansweredKey('notExamined'),
  unknown: unansweredKey('unknown'),
  notAsked: unansweredKey('notAsked'),
}
