/** Said in renderer/language: English, and its Simplified Chinese (draft). */
export const LANGUAGE = {
  'Draft, not reviewed by a native speaker.': '草稿，未经母语人士审核。',
  'The note, the letter, what is exported and everything printed stay in English, whatever the screens speak. The handout has its own language.':
    '病历记录、信函、导出内容以及所有打印内容仍为英文，与界面语言无关。患者须知有自己的语言设置。',
  'The words of that language could not be read. Nothing was changed.':
    '无法读取该语言的文字。没有任何改动。',
} as const
