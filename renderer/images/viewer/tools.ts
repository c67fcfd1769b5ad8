import { pressedAt, type KeyId, type KeyPress } from '@shared/keymap/keymap'
import type { Ref } from 'vue'
import { t } from '../../language/text'
import { DRAW_TOOLS } from '../marks/kinds'
import type { useDesk } from './desk'
import type { Mode } from './modes'

/** A line of the tool list. */
export interface Tool {
  readonly key: KeyId
  readonly label: string
  /** Whether it stands pressed; only for tools that stay on. */
  readonly on?: () => boolean
  readonly off?: () => boolean
  readonly run: () => void
}

/** The tool that a key press means, where it can be used now. */
export const toolOf = (
  groups: readonly (readonly Tool[])[],
  press: KeyPress,
  mac: boolean,
): Tool | undefined =>
  groups.flat().find((one) => pressedAt(press, one.key, mac) >= 0 && one.off?.() !== true)

interface Around {
  readonly desk: ReturnType<typeof useDesk>
  readonly mode: Ref<Mode>
  /** The film over the whole screen. */
  readonly whole: Ref<boolean>
  /** Whether the picture that is active may be measured and drawn over. */
  readonly mayDraw: () => boolean
}
interface Tools {
  readonly listed: readonly (readonly Tool[])[]
  /** Keys without a line in the list: another way of one that has it, or a step. */
  readonly unlisted: readonly Tool[]
}

/** Everything that can be done in the viewer, in the order of its list. */
export const toolsOf = ({ desk, mode, whole, mayDraw }: Around): Tools => {
  const { acts, active, beside, linked } = desk
  const blank = (): boolean => active.value.film.seen.value?.picture.is !== 'frame'
  const noGrey = (): boolean => active.value.film.grey.value === undefined
  const marked = (): boolean => active.value.film.marks.value > 0
  const single = (): boolean => active.value.film.count.value < 2
  const still = (): boolean => !active.value.cine.can.value
  const dragging = (to: Mode, key: KeyId, label: string, off: () => boolean): Tool => ({
    key,
    label,
    on: () => mode.value === to,
    off,
    run: () => {
      mode.value = to
    },
  })
  const cannotDraw = (): boolean => blank() || !mayDraw()
  const drawing = DRAW_TOOLS.map((group) =>
    group.map(({ kind, key, label }) => dragging(kind, key, t(label), cannotDraw)),
  )
  const listed: Tools['listed'] = [
    ...drawing,
    [
      dragging('pan', 'filmDragPan', t('Move'), blank),
      dragging('window', 'filmDragWindow', t('Window'), noGrey),
    ],
    [
      { key: 'filmCloser', label: t('Closer'), off: blank, run: () => acts.closer() },
      { key: 'filmFarther', label: t('Farther'), off: blank, run: () => acts.farther() },
      { key: 'filmFit', label: t('All of it'), off: blank, run: () => acts.fitAll() },
      { key: 'filmOneToOne', label: t('Pixel for pixel'), off: blank, run: () => acts.pixelForPixel() },
    ],
    [
      { key: 'filmPreset', label: t('Next contrast'), off: noGrey, run: () => acts.nextPreset() },
      {
        key: 'filmInvert',
        label: t('Invert'),
        on: () => active.value.film.invert.value,
        off: blank,
        run: () => acts.toggleInvert(),
      },
      { key: 'filmTurn', label: t('Turn'), off: blank, run: () => acts.turnBy(1) },
      {
        key: 'filmMirror',
        label: t('Mirror'),
        on: () => active.value.film.view.value.mirror,
        off: blank,
        run: () => acts.mirrorOver('across'),
      },
      {
        key: 'filmMarks',
        label: t('Marks in the file'),
        on: () => !active.value.film.unmarked.value && marked(),
        off: () => !marked(),
        run: () => acts.toggleMarks(),
      },
      { key: 'filmAsOpened', label: t('As in the file'), off: blank, run: () => acts.asOpened() },
    ],
    [
      {
        key: 'filmThen',
        label: t('Then and now'),
        on: () => desk.besideIs.value === 'then',
        off: () => desk.then.value === undefined,
        run: desk.toggleThen,
      },
      {
        key: 'filmBeside',
        label: t('Side by side'),
        on: () => desk.besideIs.value === 'another',
        off: () => desk.next.value === undefined,
        run: desk.toggleBeside,
      },
      {
        key: 'filmLinked',
        label: t('Linked'),
        on: () => linked.value && beside.value !== undefined,
        off: () => beside.value === undefined,
        run: () => {
          linked.value = !linked.value
        },
      },
      {
        key: 'filmWhole',
        label: t('Whole screen'),
        on: () => whole.value,
        run: () => {
          whole.value = !whole.value
        },
      },
    ],
  ]
  const unlisted: readonly Tool[] = [
    { key: 'filmTurnBack', label: '', off: blank, run: () => acts.turnBy(-1) },
    { key: 'filmMirrorDown', label: '', off: blank, run: () => acts.mirrorOver('down') },
    { key: 'filmNext', label: '', off: single, run: () => acts.goBy(1) },
    { key: 'filmPrevious', label: '', off: single, run: () => acts.goBy(-1) },
    { key: 'filmSlower', label: '', off: still, run: () => desk.changeSpeed(-1) },
    { key: 'filmFaster', label: '', off: still, run: () => desk.changeSpeed(1) },
    { key: 'filmNextPicture', label: '', run: () => desk.toPicture(1) },
    { key: 'filmPreviousPicture', label: '', run: () => desk.toPicture(-1) },
  ]
  return { listed, unlisted }
}
