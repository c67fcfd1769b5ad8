import { CATALOGUE } from './catalogue'
import type { Words } from './text'

const known: Readonly<Record<string, string>> = CATALOGUE
/** Simplified Chinese, a draft. */
export const words: Words = { language: 'zh-Hans', of: (english) => known[english] }
