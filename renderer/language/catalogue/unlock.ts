/** Said in renderer/unlock: English, and its Simplified Chinese (draft). */
export const UNLOCK = {
  'The new one is the one that was handed over. Choose another. Nothing was changed.':
    '新的与交给您的那个相同。请另选一个。没有任何改动。',
  'Choose your own passphrase': '设置您自己的密码短语',
  'Somebody else chose the passphrase that you used. Choose one that nobody else knows: it unlocks Palpa, and with it you sign.':
    '您所用的密码短语是别人设置的。请设置一个别人不知道的：它用来解锁 Palpa，您也用它签署。',
  'Passphrase that you were given': '交给您的密码短语',
  'Use this passphrase': '使用这个密码短语',
  '1 of 3': '第 1 步，共 3 步',
  '2 of 3': '第 2 步，共 3 步',
  '3 of 3': '第 3 步，共 3 步',
  'Your clinic': '您的诊所',
  'Who charts': '由谁记录',
  'Recovery code': '恢复码',
  'The two passphrases differ. Type the second one again.': '两次输入的密码短语不同。请重新输入第二个。',
  'This laptop has no vault yet. What you type here stands on notes and handouts.':
    '这台电脑还没有保险库。在这里输入的内容会印在病历记录和患者须知上。',
  'The last first run was not finished. The recovery code it showed opens nothing: destroy that paper. Start here again; no records were lost.':
    '上一次首次设置没有完成。当时显示的恢复码打不开任何东西：请销毁那张纸，从这里重新开始；没有丢失任何记录。',
  Next: '下一步',
  'Open a backup instead…': '改为打开备份…',
  'Passphrase again': '再次输入密码短语',
  'Nobody can read the vault without a passphrase or the recovery code. There is no other way in.':
    '没有密码短语或恢复码，谁也无法读取保险库。没有其他办法进入。',
  'Make the vault': '建立保险库',
  'There is no Palpa backup in that folder. Choose the folder that holds it.':
    '那个文件夹中没有 Palpa 备份。请选择存放备份的文件夹。',
  'That backup is damaged: a file is missing or changed. Nothing was opened. Choose another of the list.':
    '那个备份已损坏：有文件缺失或被改动。没有打开任何内容。请从列表中另选一个。',
  'This laptop has not enough room for that backup. Free some space, then try again.':
    '这台电脑的空间不够放那个备份。请腾出空间后再试。',
  'Copying and checking the backup': '正在复制并检查备份',
  'Copying and checking the backup, {size}': '正在复制并检查备份，{size}',
  'Open a backup': '打开备份',
  'The backup is copied to this laptop and every file is checked. It then opens with a passphrase of that vault, or with its printed recovery code.':
    '备份会复制到这台电脑上，并逐个检查文件。之后可用那个保险库的密码短语或其打印的恢复码打开。',
  'The vault that does not open here is moved aside first; nothing of it is deleted.':
    '这里打不开的保险库会先移到一旁；其中的内容不会删除。',
  'Which one? The newest stands first.': '哪一个？最新的排在最前。',
  '{documents} documents, {images} pictures, {size}': '{documents} 份文件，{images} 张图像，{size}',
  'Open this backup': '打开这个备份',
  'Another folder…': '另一个文件夹…',
  'That does not read as a recovery code. Nothing was changed.': '这看起来不是恢复码。没有任何改动。',
  'Group {groups} cannot be right. Look at the printed code again.':
    '第 {groups} 组不可能正确。请再看一次打印的恢复码。',
  'Groups {groups} cannot be right. Look at the printed code again.':
    '第 {groups} 组不可能正确。请再看一次打印的恢复码。',
  'The new passphrase needs {least} characters or more.': '新的密码短语至少需要 {least} 个字符。',
  'That recovery code does not open this vault. Nothing was changed.':
    '这个恢复码打不开这个保险库。没有任何改动。',
  'Unlock by recovery code': '用恢复码解锁',
  'The code was printed when this vault was made. It opens the vault and sets a new passphrase.':
    '恢复码是在建立这个保险库时打印的。它能打开保险库并设置新的密码短语。',
  'Eight groups of four. Spaces and dashes do not matter.': '八组，每组四个字符。空格和短横线没有影响。',
  Opening: '正在打开',
  'Unlock in {seconds} s': '{seconds} 秒后可解锁',
  Unlock: '解锁',
  'Group {index}': '第 {index} 组',
  'Printed. Keep it away from this laptop.': '已打印。请与这台电脑分开保管。',
  'That is not what the code says. Look again; the vault waits.': '与恢复码不符。请再看一次；保险库会等待。',
  'If every passphrase is forgotten, only this code opens the vault. Print it or write it down now. It is shown once.':
    '如果忘记了所有密码短语，只有这个恢复码能打开保险库。请现在打印或抄写下来。它只显示一次。',
  'I have it': '我已记下',
  'Print it': '打印',
  'Type two groups of the code, from the paper.': '请照着纸上的恢复码输入其中两组。',
  'Start Palpa': '启动 Palpa',
  'Show the code again': '再次显示恢复码',
  'Use the recovery code…': '使用恢复码…',
  'This vault is from a newer Palpa': '这个保险库来自更新版本的 Palpa',
  'This vault cannot be opened': '这个保险库无法打开',
  'Palpa could not read its data folder': 'Palpa 无法读取其数据文件夹',
  'No vault is made here': '不能在这里建立保险库',
  'A sealed file of the vault fails its check. Nothing was changed. Do not delete the data folder. A backup can be opened in its place; the damaged files are moved aside and kept.':
    '保险库的一个加密文件未通过检查。没有任何改动。请不要删除数据文件夹。可以改为打开备份；损坏的文件会移到一旁保留。',
  'Nothing was changed. Look whether the disk is there and not full, then try again.':
    '没有任何改动。请查看硬盘是否接好、是否已满，然后再试。',
  'Open a backup…': '打开备份…',
  'Look again': '再看一次',
  'Who is at the keys': '现在操作的人',
  suspended: '已停用',
} as const
