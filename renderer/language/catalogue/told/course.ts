/** What is said of a nodule and of scores over the visits: English, and its Simplified Chinese (draft). */
export const COURSE = {
  'never asked': '从未问过',
  Allergies: '过敏',
  'Blood thinner': '抗凝药',

  '{nodules} merged into it': '{nodules} 并入',
  '{nodules} split from it': '{nodules} 由此分裂出',
  'first felt': '首次触及',
  felt: '触及',
  'not said yet': '尚未说明',
  'not recorded': '未记录',
  '{status} with {nodule}': '{status}，并入 {nodule}',
  '{status}, split from {nodule}': '{status}，分裂自 {nodule}',
  '{size}, {how}, mm': '{size}，{how}，毫米',
  '{score}, {from}–{to}': '{score}，{from}–{to}',
  'by {method}': '以{method}测得',
  'pain {value}': '疼痛 {value}',
  'pain {before} to {after}': '疼痛由 {before} 到 {after}',
  'pain {before} to {after} at {minutes} min': '{minutes} 分钟时疼痛由 {before} 到 {after}',
  'pain {before} to {after} at {minutes}': '{minutes}时疼痛由 {before} 到 {after}',
  '{n}% more pain': '疼痛增加 {n}%',
  '{n}% relief': '疼痛缓解 {n}%',
  '{name} {n} mg': '{name} {n} mg',
  '{what}: {given}': '{what}：{given}',
  injected: '已注射',

  '{long} by {short} mm#seen': '{long} × {short} 毫米',
  '{size} {how}': '{size}（{how}）',
  '{size} then and now, both {how}': '当时和现在均为 {size}，均{how}',
  '{before} then, {now} now, both {how}': '当时 {before}，现在 {now}，均{how}',
  '{before} then, {now} now, both {how}, {mm} mm longer':
    '当时 {before}，现在 {now}，均{how}，增长 {mm} 毫米',
  '{before} then, {now} now, both {how}, {mm} mm shorter':
    '当时 {before}，现在 {now}，均{how}，缩短 {mm} 毫米',
  '{before} then, {now} now: measured in different ways, not compared':
    '当时 {before}，现在 {now}：测量方法不同，不作比较',
  '{size} then, not measured so now': '当时 {size}，现在没有这样测量',
  '{size} now, not measured so then': '现在 {size}，当时没有这样测量',
  'on the other side of the midline': '在中线另一侧',
  '{mm} mm further from the midline': '离中线远 {mm} 毫米',
  '{mm} mm nearer to the midline': '离中线近 {mm} 毫米',
  '{mm} mm higher': '高 {mm} 毫米',
  '{mm} mm lower': '低 {mm} 毫米',
  'same place': '位置相同',
  '{change}, from the map': '{change}（取自图）',
  'place not said today': '今天未说明位置',
  'outlined {before} mm² then, {now} mm² now, both by hand':
    '轮廓当时 {before} 平方毫米，现在 {now} 平方毫米，均为手绘',
  '{name} {before} then, {now} now': '{name}：当时 {before}，现在 {now}',
  'last felt on {day}': '{day}最后一次触及',
  '{sizes} on {day}': '{day}为 {sizes}',
  'on {day}': '{day}',
  'not said {when}; {was}': '{when}未说明；{was}',
  'not examined {when}; {was}': '{when}未检查；{was}',
  'looked for and not found {when}; {was}': '{when}检查而未触及；{was}',
  'excised; {was}': '已切除；{was}',
  'merged; {was}': '已合并；{was}',
  'now part of {nodule}; {was}': '现已并入 {nodule}；{was}',
  'not felt on {day}, so there is nothing to hold today against': '{day}未触及，因此没有可与今天比较的内容',
  'the same: {list}': '相同：{list}',
  'not examined {when}: {list}': '{when}未检查：{list}',
  '{clause}.': '{clause}。',
  '{label}: {words}': '{label}：{words}',

  '{nodule} makes the familiar pain and lies in the area that the patient shows.':
    '{nodule} 引出熟悉的疼痛，位于患者所指区域内。',
  '{nodule} partly makes the familiar pain and lies in the area that the patient shows.':
    '{nodule} 部分引出熟悉的疼痛，位于患者所指区域内。',
  '{nodule} makes the familiar pain and lies at the edge of the area that the patient shows.':
    '{nodule} 引出熟悉的疼痛，位于患者所指区域边缘。',
  '{nodule} partly makes the familiar pain and lies at the edge of the area that the patient shows.':
    '{nodule} 部分引出熟悉的疼痛，位于患者所指区域边缘。',
  '{nodule} makes the familiar pain and lies outside the area that the patient shows, {mm} mm from it on the map.':
    '{nodule} 引出熟悉的疼痛，位于患者所指区域之外，图上相距 {mm} 毫米。',
  '{nodule} partly makes the familiar pain and lies outside the area that the patient shows, {mm} mm from it on the map.':
    '{nodule} 部分引出熟悉的疼痛，位于患者所指区域之外，图上相距 {mm} 毫米。',
  'Shown by the patient with no nodule recorded within {mm} mm: {where}.':
    '患者所指而 {mm} 毫米内没有记录肿块：{where}。',
  'Area shown by the patient: {before} on {day}, {now} today.':
    '患者所指区域：{day}为{before}，今天为{now}。',
  'Area shown by the patient: {before} on {day}, {now} today, {shared}.':
    '患者所指区域：{day}为{before}，今天为{now}，{shared}。',
  'nothing#shading': '无',
  'with nothing in common': '没有重合',
  '{area} of it the same': '其中{area}相同',

  'Average pain': '平均疼痛',
  'Average pain, 7 days': '7 天平均疼痛',
  'Worst pain': '最重疼痛',
  'Worst pain, 7 days': '7 天最重疼痛',
  '{n} points': '{n} 分',
  '{low} to {high} points': '{low} 到 {high} 分',
  'No threshold is published for a start of 0.': '起点为 0 时没有已发表的阈值。',
  'Published threshold from a start of {from} to {to}: {size} less.':
    '起点为 {from} 到 {to} 时已发表的阈值：减少 {size}。',
  'It is for a fall; this is a rise.': '该阈值针对下降；这里是上升。',
  'This change is less than that.': '这一变化小于该阈值。',
  'This change is within that.': '这一变化在该范围之内。',
  'This change is at least that.': '这一变化达到该阈值。',
  'Published thresholds: {points} points less, or 30% of the start (here {share}).':
    '已发表的阈值：减少 {points} 分，或起点的 30%（此处为 {share}）。',
  'They are for a fall; this is a rise.': '这些阈值针对下降；这里是上升。',
  'This change is at least both.': '这一变化两者都达到。',
  'This change is at least the points, and less than the 30%.': '这一变化达到分数阈值，未达到 30%。',
  'This change is at least the 30%, and less than the points.': '这一变化达到 30%，未达到分数阈值。',
  'This change is less than both.': '这一变化两者都未达到。',
  '{n} less': '减少 {n}',
  '{n} more': '增加 {n}',
  '{n} less ({percent}%)': '减少 {n}（{percent}%）',
  '{n} more ({percent}%)': '增加 {n}（{percent}%）',
  '{measure} {start} to {now}: {how}.': '{measure}由 {start} 到 {now}：{how}。',
  'The published thresholds are for average pain: none is held against this score.':
    '已发表的阈值针对平均疼痛：不用于这一评分。',
  '{measure}, of {n}': '{measure}，满分 {n}',
  '{nodule}, pain on pressure, of {n}': '{nodule}，按压疼痛，满分 {n}',
  '{measure}: no score at the start, so no change is stated.': '{measure}：起点没有评分，因此不说明变化。',
  '{measure}: no score at the last visit, so no change is stated.':
    '{measure}：最近一次就诊没有评分，因此不说明变化。',
  'injection of {nodule}': '{nodule} 注射',
  'dry needling of {nodule}': '{nodule} 干针',
  'Begun: {list}': '已开始：{list}',
} as const
