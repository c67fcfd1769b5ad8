/** Said in more than one place: English, and its Simplified Chinese (draft). */
export const COMMON = {
  Done: '完成',
  Addendum: '补充',
  Reason: '理由',
  'Passphrase of {signer}': '{signer} 的密码短语',
  Cancel: '取消',
  Sections: '部分',
  'Back to the patient': '返回患者',
  Undo: '撤销',
  Redo: '重做',
  Lock: '锁定',
  'Try again': '再试一次',
  'Then and now': '今昔对比',
  today: '今天',
  'Life line of {label}': '{label} 的变化线',
  'Palpa prints it': '由 Palpa 打印',
  'is on the paper': '已印在纸上',
  '{least} to {most} mm. {typed} is kept here and not used.':
    '{least} 到 {most} 毫米。{typed} 留在这里，没有使用。',
  'The clinic’s name, address and phone': '诊所的名称、地址和电话',
  'Free at the top of the page': '页面上方留空',
  mm: '毫米',
  Print: '打印',
  'Save PDF': '保存 PDF',
  mine: '我的',
  'the clinic’s': '诊所的',
  'Plan sets': '成套计划',
  Name: '名称',
  Keep: '保存',
  'not examined': '未检查',
  'all keys': '全部按键',
  'Take back': '撤回',
  'Use the passphrase': '使用密码短语',
  'Back to the visit': '返回就诊',
  '{name}, No. {number}': '{name}，编号 {number}',
  ', entered late on {day}': '，{day}补录',
  'Handout and note': '患者须知和病历记录',
  'Handout, note and letter': '患者须知、病历记录和信函',
  'Print all': '全部打印',
  Prompts: '提示',
  handout: '患者须知',
  letter: '信函',
  'Take away': '移除',
  'not answered': '未回答',
  Visit: '就诊',
  'Saved {time}': '{time} 已保存',
  'Not examined today': '今天未检查',
  'examined today': '今天已检查',
  'same, {at}': '相同，{at}',
  left: '左侧',
  right: '右侧',
  Given: '已发放',
  'Print again': '重新打印',
  Handout: '患者须知',
  'The PDF could not be written there. Nothing was given. Choose another folder.':
    '无法在那里写入 PDF。没有发放任何内容。请选择另一个文件夹。',
  Printing: '打印',
  Saving: '正在保存',
  'Save elsewhere…': '另存到别处…',
  'Save the PDF…': '保存 PDF…',
  Paper: '纸张',
  print: '打印',
  Language: '语言',
  Pictures: '图像',
  'both sides': '双面',
  'one side': '单面',
  printed: '已打印',
  'printed#letterhead': '打印',
  '{n} pages': '{n} 页',
  reviewed: '已审核',
  'saved as PDF': '已保存为 PDF',
  'Choose the folder…': '选择文件夹…',
  'Leave it': '先不处理',
  Open: '打开',
  Place: '位置',
  'Language of the screens': '界面语言',
  To: '到',
  Greeting: '称呼语',
  'What I ask': '我的请求',
  Closing: '结束语',
  Writing: '书写',
  'Sent to the printer.': '已发送到打印机。',
  'Begin anew': '重新开始',
  'next field': '下一行',
  'No. {number}': '编号 {number}',
  Drafts: '草稿',
  'born {day}': '{day}出生',
  open: '打开',
  '{n} drafts': '{n} 份草稿',
  '{n} pictures': '{n} 张图像',
  Back: '返回',
  'Print…': '打印…',
  'Given name': '名',
  'Family name': '姓',
  'Birth date': '出生日期',
  Sex: '性别',
  Phone: '电话',
  Save: '保存',
  unknown: '不详',
  'not yet': '尚未进行',
  Patient: '患者',
  'new visit': '新的就诊',
  Patients: '患者',
  'That does not read as a date.': '这看起来不是日期。',
  'Choose a backup…': '选择备份…',
  signed: '已签署',
  'entered in error': '误录',
  'not whole: files are missing': '不完整：有文件缺失',
  'none yet': '还没有',
  years: '年',
  yes: '是',
  no: '否',
  Text: '文字',
  Passphrase: '密码短语',
  PIN: 'PIN 码',
  Sealing: '正在加密',
  Backup: '备份',
  Settings: '设置',
  'Restore rehearsed': '恢复演练',
  Checking: '正在检查',
  'only when asked': '仅在要求时',
  'a draft does not open': '有一份草稿打不开',
  'a folder that is copied to a cloud': '会被复制到云端的文件夹',
  intersex: '间性',
  'This visit is signed: its measurements stay as they are. Amending the visit opens them.':
    '这次就诊已签署：其测量保持不变。修订就诊后才能更改。',
  'This picture belongs to another visit. Its measurements stay as they were signed.':
    '这张图像属于另一次就诊。其测量保持签署时的内容。',
  'A clinician measures and annotates pictures.': '测量和标注图像由临床人员进行。',
  'New passphrase': '新的密码短语',
  'not asked': '未询问',
  'That passphrase does not open this vault. Try again in {seconds} s.':
    '这个密码短语打不开这个保险库。请 {seconds} 秒后再试。',
  'That passphrase does not open this vault. Nothing was changed.':
    '这个密码短语打不开这个保险库。没有任何改动。',
  'That is not the PIN. {n} tries left; then it is removed and the passphrase opens.':
    'PIN 码不对。还可以试 {n} 次；之后 PIN 码会被移除，需用密码短语打开。',
  'Something on this form is missing or out of range. Nothing was saved.':
    '表单中有内容缺失或超出范围。没有保存任何内容。',
  'This window may not do that. Nothing was changed.': '这个窗口不能这样做。没有任何改动。',
  'Your role here does not include this. Nothing was changed. An owner of the clinic can change roles in Settings.':
    '您的角色不能做这件事。没有任何改动。诊所负责人可以在“设置”中更改角色。',
  'Your passphrase was chosen by somebody else. Choose your own first. Nothing was changed.':
    '您的密码短语是别人设置的。请先设置您自己的。没有任何改动。',
  'Palpa is locked. Unlock it and carry on; your draft is kept.':
    'Palpa 已锁定。请解锁后继续；您的草稿已保留。',
  'This person is suspended and cannot unlock. Nothing was changed. An owner can bring them back in Settings, People.':
    '此人已停用，不能解锁。没有任何改动。负责人可以在“设置”的“人员”中恢复。',
  'This is the only owner of the clinic. Make somebody else an owner first. Nothing was changed.':
    '这是诊所唯一的负责人。请先让另一人成为负责人。没有任何改动。',
  'There is no PIN for this person on this laptop any more. Unlock with the passphrase.':
    '此人在这台电脑上已没有 PIN 码。请用密码短语解锁。',
  'The keychain of this computer does not answer, so a PIN opens nothing. Use the passphrase.':
    '这台电脑的钥匙串没有响应，因此 PIN 码无法使用。请用密码短语。',
  'Another window has this visit by now. What you typed here is kept, sealed, beside it. Open the visit again to compare the two.':
    '另一个窗口已经打开了这次就诊。您在这里输入的内容已加密保存在它旁边。请重新打开这次就诊，比较两者。',
  'Somebody saved this in between. Open it again to see both; nothing was overwritten.':
    '在此期间有人保存过。请重新打开查看两者；没有覆盖任何内容。',
  'That record is no longer here. Nothing was changed.': '那份记录已不在这里。没有任何改动。',
  'Something was typed beside this visit in another window. Nothing was changed. Take it over or put it away first.':
    '有人在另一个窗口中为这次就诊输入了内容。没有任何改动。请先采用它或把它收起。',
  'A picture is still on its way or did not come in, or nobody has said whose it is. Nothing was signed. Open Images, then sign.':
    '有一张图像还在传送或没有附上，或还没有人说明它属于谁。没有签署。请打开“图像”，然后再签署。',
  'Some answers that signing needs are missing. Nothing was signed.': '签署所需的一些答案缺失。没有签署。',
  'No signed visit to follow up yet. Nothing was started. Start a new visit instead.':
    '还没有可供复诊的已签署就诊。没有开始。请改为开始新的就诊。',
  'Another window signed this visit meanwhile. What you typed here is kept, sealed, beside it. Open the visit and amend it to compare the two.':
    '在此期间另一个窗口签署了这次就诊。您在这里输入的内容已加密保存在它旁边。请打开这次就诊并作修订，比较两者。',
  'This visit is signed and does not change any more.': '这次就诊已签署，不再改动。',
  'This visit was entered in error or belongs to another chart. It is kept to be read; nothing more comes of it.':
    '这次就诊是误录的，或属于另一份病历。它保留供阅读，不再有后续。',
  'This chart was joined to another one, which is charted in now. Nothing was changed. Open that chart.':
    '这份病历已并入另一份，现在在那一份中记录。没有任何改动。请打开那份病历。',
  'A visit of this patient is still open. Nothing was changed. Sign it or discard it first.':
    '这位患者还有一次就诊未完成。没有任何改动。请先签署或丢弃它。',
  'This vault was written by a newer Palpa. Nothing was changed. Start the newer version to open it.':
    '这个保险库由更新版本的 Palpa 写成。没有任何改动。请启动较新的版本来打开它。',
  'That backup belongs to another vault. Nothing was changed.': '那个备份属于另一个保险库。没有任何改动。',
  'The folder for backups is not there. Nothing was changed. Connect its drive, then try again.':
    '备份文件夹不在。没有任何改动。请接上它所在的硬盘后再试。',
  'A backup or a rehearsal is under way. Nothing was changed. Wait for it or stop it, then try again.':
    '正在备份或演练恢复。没有任何改动。请等它完成或停止它，然后再试。',
  'Disk is full. What was saved before is safe. Free some space, then try again.':
    '硬盘已满。先前保存的内容是安全的。请腾出空间后再试。',
  'The data folder cannot be written to. Nothing was saved. Check the folder or its disk.':
    '无法写入数据文件夹。没有保存任何内容。请检查该文件夹或其硬盘。',
  'A sealed record could not be opened. Nothing was changed. A backup may still hold it.':
    '一份加密记录打不开。没有任何改动。备份中可能还有它。',
  'The sealed file of this picture is gone. The rest of the visit is whole. A backup may still hold it.':
    '这张图像的加密文件已不在。就诊的其余部分是完整的。备份中可能还有它。',
  'The data folder lies in {detail}. Copying a vault while it is open damages it. Nothing was changed. Choose a folder of this laptop alone.':
    '数据文件夹位于{detail}。保险库打开时被复制会损坏。没有任何改动。请选择只属于这台电脑的文件夹。',
  'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Nothing was changed. Choose a folder on this laptop’s own disk.':
    '数据文件夹位于另一台电脑上。网络不稳时那里的保险库可能损坏。没有任何改动。请选择这台电脑自己硬盘上的文件夹。',
  'This file is {fault}. {todo} Nothing was attached.': '这个文件是{fault}。{todo}没有附上任何内容。',
  'File ends early. Nothing was attached.': '文件提前结束。没有附上任何内容。',
  'File ends early: {detail}. Nothing was attached.': '文件提前结束：{detail}。没有附上任何内容。',
  'It could not be read on; perhaps a stick was pulled out. What came so far is kept. Put it back, then press Go on.':
    '无法继续读取；可能拔出了 U 盘。已收到的内容已保留。请插回去，然后按“继续”。',
  'This file is larger than {size}, the most that Palpa takes. Nothing was attached.':
    '这个文件超过 {size}，这是 Palpa 接受的上限。没有附上任何内容。',
  'Stopped. Nothing was changed.': '已停止。没有任何改动。',
  'There is no such printer on this laptop. Nothing was printed or given. Choose another printer, or save the PDF.':
    '这台电脑上没有这台打印机。没有打印或发放任何内容。请选择另一台打印机，或保存 PDF。',
  'Printer did not answer. The PDF is ready: save it, or try the printer again.':
    '打印机没有响应。PDF 已准备好：请保存它，或再试一次打印机。',
  'This translation is not reviewed. Nothing was printed. Say why it is given all the same, or choose English.':
    '这份译文未经审核。没有打印任何内容。请说明为何仍要发放，或选择英文。',
  'An open prompt holds this document back. Answer the prompt first.':
    '有一条未处理的提示阻止了这份文件。请先回应该提示。',
  'Palpa could not finish that. What was saved before is safe.':
    'Palpa 无法完成这项操作。先前保存的内容是安全的。',
  'Palpa could not finish that. What was saved before is safe. It is noted in the log as {incident}.':
    'Palpa 无法完成这项操作。先前保存的内容是安全的。日志中的编号是 {incident}。',
  acted: '已处理',
  'not applicable': '不适用',
  disagree: '不同意',
} as const
