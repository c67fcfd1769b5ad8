import { shallowRef } from 'vue'
import { LANGUAGES, PSEUDO, type Language, type Shown } from './languages'
import { words, type Words } from './text'

const STORED = 'palpa.language'

/** What the interface is shown in, on this laptop. Not clinical, so it lives beside the window, as the look does. */
export const language = shallowRef<Shown>('en')

/** Each language is a chunk of its own: who reads English loads none. */
const LOAD: Record<Exclude<Shown, 'en'>, () => Promise<Words>> = {
  'zh-Hans': async () => (await import('./zh-hans')).words,
  [PSEUDO]: async () => (await import('./pseudo')).words,
}

let justChosen = false
/** Whether the screen that is drawn now is drawn because somebody chose its language: true once. */
export const takeJustChosen = (): boolean => {
  const was = justChosen
  justChosen = false
  return was
}

const show = (chosen: Shown, loaded: Words | undefined): void => {
  words.value = loaded
  language.value = chosen
  document.documentElement.lang = chosen
  document.documentElement.dir = chosen === PSEUDO ? 'rtl' : 'ltr'
}

/** Shows the interface in another language and keeps that on this laptop. Without its words everything stays as it was. */
export const chooseLanguage = async (chosen: Language): Promise<void> => {
  const loaded = chosen === 'en' ? undefined : await LOAD[chosen]()
  justChosen = true
  show(chosen, loaded)
  localStorage.setItem(STORED, chosen)
}

const SHOWN: readonly Shown[] = [...LANGUAGES, PSEUDO]

/** The language kept on this laptop, before the first screen is drawn. Undefined where nothing has to be loaded. */
export const keptLanguage = (): Promise<void> | undefined => {
  const stored = localStorage.getItem(STORED)
  const kept = SHOWN.find((known) => known === stored)
  if (kept === undefined || kept === 'en') return undefined
  return LOAD[kept]().then((loaded) => show(kept, loaded))
}
