import type { Voi } from '@shared/imaging/voi'
import { t } from '../../language/text'
import { voisOf, type Picture } from '../picture'

/** How the greys of a film are chosen: by a place in the file's list, so that every frame has its own, or by hand. */
export type GreyChoice =
  | { readonly by: 'file'; readonly at: number }
  | { readonly by: 'all' }
  | { readonly by: 'hand'; readonly voi: Voi }

/** The file's first window or table, or all values where it offers none. */
export const AS_OPENED: GreyChoice = { by: 'file', at: 0 }

/** A contrast to choose by name. */
export interface Preset {
  readonly choice: GreyChoice
  readonly label: string
  /** What it does to the values: "centre 40, width 80". */
  readonly means: string
}

/** What a window or table is, in numbers of the file. */
export const voiWords = (voi: Voi | undefined): string => {
  if (voi === undefined) return ''
  if (voi.curve === 'TABLE') return t('table of the file, {steps} steps', { steps: voi.greys.length })
  const curve = voi.curve === 'SIGMOID' ? t(', curved') : ''
  return t('centre {center}, width {width}{curve}', {
    center: Math.round(voi.center),
    width: Math.round(voi.width),
    curve,
  })
}

/** All values of a grey frame as a window; colour pictures have no greys to set. */
const fullOf = (picture: Picture | undefined): Voi | undefined =>
  picture?.is === 'frame' && picture.frame.is === 'grey' ? picture.frame.full : undefined

/** How the frame is painted under a choice. Undefined for colour. */
export const greyOf = (picture: Picture | undefined, choice: GreyChoice): Voi | undefined => {
  const full = fullOf(picture)
  if (picture === undefined || full === undefined) return undefined
  if (choice.by === 'hand') return choice.voi
  return choice.by === 'all' ? full : (voisOf(picture)[choice.at] ?? full)
}

/** All contrasts a grey frame can be given by name, with the file's own explanations. */
export const presetsOf = (picture: Picture | undefined): readonly Preset[] => {
  const full = fullOf(picture)
  if (picture === undefined || full === undefined) return []
  const own = voisOf(picture).map((voi, at) => ({
    choice: { by: 'file', at } as const,
    label: voi.name ?? t('From the file, {number}', { number: at + 1 }),
    means: voiWords(voi),
  }))
  return [...own, { choice: { by: 'all' }, label: t('All values'), means: voiWords(full) }]
}

/** Whether a preset is the one that stands. */
export const isChosen = (preset: Preset, choice: GreyChoice, presets: readonly Preset[]): boolean => {
  const at = (one: GreyChoice): number =>
    one.by === 'file' ? one.at : one.by === 'all' ? presets.length - 1 : -1
  return at(preset.choice) === at(choice) || (presets.length === 1 && choice.by === 'file')
}

/** The preset after the one that stands. */
export const nextChoice = (choice: GreyChoice, presets: readonly Preset[]): GreyChoice => {
  const at = presets.findIndex((one) => isChosen(one, choice, presets))
  return presets[(at + 1) % Math.max(1, presets.length)]?.choice ?? choice
}

/**
 * A window moved by hand: `width` and `center` are parts of all values that occur, wider and brighter are positive.
 * A table has neither; from it, moving begins with all that occurs.
 */
export const movedBy = (
  picture: Picture | undefined,
  choice: GreyChoice,
  width: number,
  center: number,
): GreyChoice => {
  const [full, now] = [fullOf(picture), greyOf(picture, choice)]
  if (full === undefined || now === undefined || full.curve === 'TABLE') return choice
  const from = now.curve === 'TABLE' ? full : now
  const voi = {
    curve: from.curve,
    center: from.center - center * full.width,
    width: Math.max(1, from.width + width * full.width),
  }
  return { by: 'hand', voi }
}
