/** Said in renderer/stores: English, and its Simplified Chinese (draft). */
export const STORES = {
  'as the computer': '跟随电脑',
  light: '浅色',
  dark: '深色',
  'by the last pointer used': '按最后使用的指针',
  compact: '紧凑',
  touch: '触摸',
} as const
