import type { KeyId } from '@shared/keymap/keymap'
import type { MarkKind } from '@shared/records/mark'
import { t, type Plain } from '../../language/text'

/** The drawing tools in the order of the tool list: measuring first, then words and arrows, then the ruler. */
interface DrawTool {
  readonly kind: MarkKind
  readonly key: KeyId
  readonly label: Plain
  /** What to do next, told while the tool is on. */
  readonly hint: Plain
}
export const DRAW_TOOLS: readonly (readonly DrawTool[])[] = [
  [
    { kind: 'length', key: 'markLength', label: 'Length', hint: 'Draw from end to end.' },
    { kind: 'axes', key: 'markAxes', label: 'Two axes', hint: 'Draw the long axis, then the short one.' },
    { kind: 'depth', key: 'markDepth', label: 'Depth', hint: 'Draw from the skin to the near edge.' },
    {
      kind: 'outline',
      key: 'markOutline',
      label: 'Area',
      hint: 'Press at each corner. Enter, or the first corner again, closes it.',
    },
    { kind: 'ellipse', key: 'markEllipse', label: 'Ellipse', hint: 'Draw the box around it.' },
  ],
  [
    { kind: 'arrow', key: 'markArrow', label: 'Arrow', hint: 'Draw from its tail to its tip.' },
    { kind: 'ring', key: 'markRing', label: 'Ring', hint: 'Draw the box around it.' },
    { kind: 'words', key: 'markWords', label: 'Words', hint: 'Press where they go.' },
  ],
  [
    {
      kind: 'ruler',
      key: 'markRuler',
      label: 'Calibrate',
      hint: 'Draw along the printed ruler, then say how long that is.',
    },
  ],
]

/** What is told while a tool is on; the second axis is asked for by itself. */
export const hintOf = (kind: MarkKind, points: number): string => {
  if (kind === 'axes' && points >= 2) return t('Now the short axis.')
  const hint = DRAW_TOOLS.flat().find((tool) => tool.kind === kind)?.hint
  return hint === undefined ? '' : t(hint)
}

/** Kinds that ask for something typed before they stand. */
export const ASKS_FOR: Partial<Readonly<Record<MarkKind, 'text' | 'mm'>>> = { words: 'text', ruler: 'mm' }
