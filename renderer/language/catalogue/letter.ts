/** Said in renderer/letter: English, and its Simplified Chinese (draft). */
export const LETTER = {
  'to {to},': '致 {to}，',
  'The visit says something else since. The colleague has the old letter.':
    '此后就诊记录已有更改。同行收到的是旧信函。',
  'The visit was taken back since. The colleague has to know.': '此后该就诊已撤销。必须告知同行。',
  'No letter of this visit yet.': '这次就诊还没有信函。',
  '{when}: {toWhom}{how}, revision {revision}': '{when}：{toWhom}{how}，修订 {revision}',
  'the letter of {when}': '{when} 的信函',
  'of the letter of {when}': '{when} 的信函',
  'The letter': '信函',
  ', nothing recorded': '，没有记录',
  ', always': '，始终包含',
  'Pictures, with measurements and credit lines': '图像（附测量和出处）',
  'Letter, visit of {day}': '信函，{day}的就诊',
  Letter: '信函',
  'Letter, as given before': '信函，与先前发出的相同',
  'A side in the text is not that of the visit. Nothing was printed. Look at the lines above the form.':
    '文字中的左右侧与就诊记录不符。没有打印。请查看表单上方的各行。',
  'The letter as it prints': '打印出来的信函',
  '{line} No letter goes out with two sides in it.': '{line}左右不一致的信函不能发出。',
  'The sides are as they should be': '左右侧无误',
  'The letter prints once it says its reason or what is asked.': '写明理由或请求后，信函才能打印。',
  'This was being written before.': '这是先前正在书写的内容。',
} as const
