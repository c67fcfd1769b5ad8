/** The languages of the interface, each by its own name. English is the source; the others translate it. */
export const LANGUAGES = ['en', 'zh-Hans'] as const
export type Language = (typeof LANGUAGES)[number]

/** Latin letters laid out from the right: shows what a right-to-left language would break. Never offered. */
export const PSEUDO = 'ar-XB'
export type Shown = Language | typeof PSEUDO

/**
 * Named in the language itself, so that whoever reads it finds it. `draft`: no native speaker has reviewed it; `note`
 * says so in that language.
 */
export const LANGUAGE_FACTS: Record<
  Language,
  { readonly name: string; readonly draft: boolean; readonly note: string }
> = {
  en: { name: 'English', draft: false, note: '' },
  'zh-Hans': { name: '简体中文', draft: true, note: '简体中文为草稿，未经母语人士审核。' },
}

/** Which conventions Intl follows for numbers, plurals and dates. */
export const LOCALE: Record<Shown, string> = { en: 'en', 'zh-Hans': 'zh-Hans-CN', [PSEUDO]: 'en' }
