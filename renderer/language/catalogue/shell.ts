/** Said in renderer/shell: English, and its Simplified Chinese (draft). */
export const SHELL = {
  '{name}, {what}': '{name}，{what}',
  'Put back from the last backup': '从最近的备份放回',
  'Take it out': '把它取出',
  'Why you go on from here': '继续使用的理由',
  'Go on from here': '从这里继续',
  'I know why…': '我知道原因…',
  'Open patient': '打开患者',
  'What the checks found': '检查发现的问题',
  'And {count} more, at the foot of the places under Vault health.':
    '另有 {count} 项，见左侧栏底部的“保险库状况”。',
  'Switch person, {key}': '切换用户，{key}',
  'Lock, {key}': '锁定，{key}',
  Places: '位置',
  '{clinic}, offline': '{clinic}，离线',
  Keys: '按键',
  'Single letters and signs act in the row, map, bar or film that has the focus, never while text is typed.':
    '单个字母和符号只在有焦点的行、图、提示栏或影像中起作用，输入文字时不起作用。',
  Close: '关闭',
  'Vault health': '保险库状况',
  'Everything that was checked is sealed and whole.': '所有检查过的内容都已加密且完整。',
  'Nothing was checked yet. The first check runs by itself, some seconds after unlocking.':
    '还没有检查过。解锁几秒后会自动进行第一次检查。',
  'Read and accepted': '已阅读并接受',
  'Check now': '立即检查',
  '{n} documents': '{n} 份文件',
  'choose a place first': '请先选择位置',
  '{when}, in a quiet minute': '{when}，空闲时进行',
  'due since {day}': '{day}起已到期',
  'due today': '今天到期',
  '{when}, when its drive is connected': '{when}，接上硬盘后进行',
  'its database is damaged': '其数据库已损坏',
  'it holds another number of records than was written down': '其中的记录数与当时写下的不同',
  'its audit trail is broken': '其审计记录已断裂',
  'its audit trail is not this vault’s': '其审计记录不属于这个保险库',
  'a document does not open or differs from the one here': '有一份文件打不开，或与这里的不同',
  'Passed {at}: the backup of {backup} was restored beside the vault; {documents} and {pictures} opened and compared.':
    '{at} 通过：{backup} 的备份已在保险库旁恢复；{documents}和{pictures}已打开并比对。',
  'Passed {at}: the backup of {backup} was restored beside the vault; {documents}, {drafts} and {pictures} opened and compared.':
    '{at} 通过：{backup} 的备份已在保险库旁恢复；{documents}、{drafts}和{pictures}已打开并比对。',
  '{n} pictures in it are damaged': '其中 {n} 张图像已损坏',
  'Failed {at}: of the backup of {backup}, {found}. Nothing here was changed. Back up now: a new backup copies what is damaged again.':
    '{at} 未通过：{backup} 的备份中，{found}。这里没有任何改动。请立即备份：新的备份会重新复制损坏的内容。',
  'Backing up': '正在备份',
  'Rehearsing a restore': '正在演练恢复',
  Restoring: '正在恢复',
  'Opening the backup': '正在打开备份',
  '{work}, {percent}% of {size}': '{work}，{size} 的 {percent}%',
  '{work} at {time} did not succeed. {why}': '{time} 的“{work}”没有成功。{why}',
  'There is not enough room. Earlier backups are untouched. Keep fewer generations, free some space, or choose another place.':
    '空间不足。先前的备份没有改动。请减少保留的份数、腾出空间，或选择另一个位置。',
  '{when}, due, connect its drive': '{when}，已到期，请接上硬盘',
  '{when}, due': '{when}，已到期',
  passed: '通过',
  failed: '未通过',
  'not known': '不得而知',
  'not asked today': '今天未问',
  'asked {day}, not asked today': '{day}问过，今天未问',
  'signed visit': '已签署的就诊',
  'page of a patient': '患者资料页',
  'note of a handout given': '患者须知发放记录',
  'note of a letter given': '信函发放记录',
  'record that two charts were joined': '两份病历的合并记录',
  'record of where a visit came from': '就诊来源的记录',
  'record of a visit that left its chart': '已离开其病历的就诊的记录',
  'review of the words of a sheet': '须知文字的审核',
  'clinic’s own text': '诊所自己的文字',
  'judgement of a sheet': '须知单的评估',
  phrase: '短语',
  'set of plans': '成套计划',
  'page of the clinic': '诊所资料页',
  'page of a person who charts': '记录人员资料页',
  'note of the last backup': '最近备份的记录',
  record: '记录',
  ' of {day}': '（{day}）',
  'an unknown time': '时间不明',
  'A {kind}{dated} does not open: its sealed record was damaged or changed. Everything else opens.':
    '一份{kind}{dated}打不开：其加密记录已损坏或被改动。其他内容都能打开。',
  'A {kind}{dated} is gone from the vault, although the audit trail knows it. Everything else is there.':
    '一份{kind}{dated}已不在保险库中，但审计记录里有它。其他内容都在。',
  'The vault holds a {kind}{dated} that Palpa never wrote. Take it out; what Palpa wrote is untouched.':
    '保险库中有一份{kind}{dated}不是 Palpa 写入的。请把它取出；Palpa 写入的内容没有改动。',
  'The key of one patient does not open, so none of that patient’s records do. Other patients are not touched.':
    '一位患者的密钥打不开，因此该患者的记录都打不开。其他患者不受影响。',
  'A draft{dated} does not open. Chart that visit again; signed visits are not touched.':
    '一份草稿{dated}打不开。请重新记录那次就诊；已签署的就诊不受影响。',
  'The sealed file of a picture{dated} is gone. The visit itself is whole.':
    '一张图像{dated}的加密文件已不在。就诊记录本身是完整的。',
  'The sealed file of a picture{dated} was damaged or changed. The visit itself is whole.':
    '一张图像{dated}的加密文件已损坏或被改动。就诊记录本身是完整的。',
  'The record of a picture{dated} was damaged, changed or removed. The visit itself is whole.':
    '一张图像{dated}的记录已损坏、被改动或被移除。就诊记录本身是完整的。',
  'The vault names a picture{dated} that Palpa never attached. Take it out.':
    '保险库中有一张图像{dated}不是 Palpa 附上的。请把它取出。',
  '{n} entries of the audit trail were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.':
    '审计记录中有 {n} 条被移除、改动或移动。各项记录已逐一比对；有问题的列在这里。',
  '{n} entries of the audit trail, before {moment}, were removed, changed or moved. The records were compared one by one; what is wrong with them is listed here.':
    '{moment} 之前的审计记录中有 {n} 条被移除、改动或移动。各项记录已逐一比对；有问题的列在这里。',
  'This vault is older than it was: {n} entries up to {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.':
    '这个保险库比原来的旧：截至 {moment} 的 {n} 条记录不在其中。有人放回了旧的副本，或硬盘丢失了已写入的内容。如有更新的备份，请改为打开那个备份。',
  'This vault is older than it was: its entries of {moment} are not in it. Somebody put back an older copy, or the disk lost what was written. If there is a newer backup, open that instead.':
    '这个保险库比原来的旧：{moment} 的记录不在其中。有人放回了旧的副本，或硬盘丢失了已写入的内容。如有更新的备份，请改为打开那个备份。',
  'The vault file itself is damaged in places. Make a backup now, then have this disk looked at. What still opens is listed as usual.':
    '保险库文件本身有几处损坏。请立即备份，然后请人检查这块硬盘。仍能打开的内容照常列出。',
  'The copy of the vault’s seal outside the data folder was gone. A new one was made. Until now an older vault put in place of this one would not have been noticed.':
    '数据文件夹之外的保险库封印副本不见了，已重新制作。在此之前，如果有人用旧的保险库替换了它，是无法察觉的。',
  'This laptop’s clock stands before the last entry, written {moment}. Set the clock: visits signed now would carry a wrong time.':
    '这台电脑的时钟早于最后一条记录（{moment}）。请校正时钟：现在签署的就诊会带有错误的时间。',
  'The data folder lies in {place}. Copying a vault while it is open can damage it. Move the data folder to this laptop alone.':
    '数据文件夹位于{place}。保险库打开时被复制可能会损坏。请把数据文件夹移到只属于这台电脑的位置。',
  'The data folder lies on another computer. A vault there can be damaged whenever the network falters. Move it to this laptop’s own disk.':
    '数据文件夹位于另一台电脑上。网络不稳时那里的保险库可能损坏。请移到这台电脑自己的硬盘上。',
  'Audit trail and the records it names': '审计记录及其所列的记录',
  'Pages of the vault file': '保险库文件的各页',
  'Whole vault file': '整个保险库文件',
  'Every record and picture opened': '每份记录和图像均已打开',
  whole: '完整',
  'see above': '见上文',
  'Not sealed: see Settings, About': '未加密：见“设置”中的“关于”',
  'Not checked yet': '尚未检查',
  '{n} things are wrong': '有 {n} 项问题',
  'Checked {when}, one thing to know': '{when} 检查，有一项需留意',
  'Checked {when}, all sealed and whole': '{when} 检查，均已加密且完整',
  'The backups there do not hold it. Nothing was changed. Choose another backup.':
    '那里的备份中没有它。没有任何改动。请选择另一个备份。',
  'That backup is of another vault. Nothing was changed.': '那是另一个保险库的备份。没有任何改动。',
  'It does not open in that backup either. Nothing was changed. Choose another.':
    '在那个备份中也打不开。没有任何改动。请选择另一个。',
  F: '女',
  M: '男',
  'sex unknown': '性别不明',
  '{sex}, {age}': '{sex}，{age}',
  '{sexAge} y': '{sexAge} 岁',
  '{number}, also {others}': '{number}，另有 {others}',
  'also {others}': '另有 {others}',
} as const
