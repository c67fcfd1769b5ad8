/** What made a prompt fire, and the names and messages of the rules: English, and its Simplified Chinese (draft). */
export const PROMPTS = {
  '{rule} open ({name})': '{rule} 未处理（{name}）',
  '{agent} {n} mg against ceiling {ceiling} mg': '{agent} {n} mg，上限 {ceiling} mg',
  'together {n}%': '合计 {n}%',
  'weight missing': '缺体重',
  'no ceiling here for {agent}': '此处没有{agent}的上限',
  '{agent} with adrenaline': '{agent}（含肾上腺素）',
  '{measure} {before} to {now} ({percent}%)': '{measure}由 {before} 到 {now}（{percent}%）',
  '{n} days after treatment began on {day}': '{day}开始治疗后 {n} 天',
  '{n} lumps': '{n} 个肿块',
  '{n} mm': '{n} 毫米',
  'grown {mm} mm ({percent}%) since {day}': '自{day}增长 {mm} 毫米（{percent}%）',
  'pregnant, {n} weeks': '妊娠 {n} 周',
  'pregnant, weeks not recorded': '妊娠，孕周未记录',
  'aged {n}': '{n} 岁',
  'a second NSAID: {name}': '第二种非甾体抗炎药：{name}',
  '{n} g a day': '每日 {n} g',
  '{what} on straight leg raise': '{what}',
  '{what} after the injection of {day}': '{day}注射后{what}',
  '{what} after an earlier injection, said on {day}': '既往注射后{what}，{day}说明',
  '{what} planned': '计划{what}',
  '{what} recorded': '已记录{what}',
  'test injection recorded': '已记录试验性注射',
  'heat planned': '计划热敷',
  'Rule set {edition}: {evidence}.': '规则集 {edition}：{evidence}。',

  'Possible cauda equina features recorded. Consider immediate hospital referral now; emergency MRI access is needed. You can finish this form later.':
    '已记录可能的马尾综合征表现。请考虑现在立即转送医院；需要能做急诊 MRI。本表可稍后完成。',
  'Fracture risk': '骨折风险',
  'Fracture risk recorded. Consider imaging or urgent assessment before treating the lump.':
    '已记录骨折风险。处理肿块之前请考虑影像检查或紧急评估。',
  'Consider malignancy in your assessment; document work-up.': '评估时请考虑恶性肿瘤；记录检查过程。',
  'Consider spinal or local infection; same-day assessment may be needed.':
    '请考虑脊柱或局部感染；可能需要当天评估。',
  'Motor deficit': '运动功能缺损',
  'Motor deficit recorded. Consider urgent spinal assessment.': '已记录运动功能缺损。请考虑紧急脊柱评估。',
  'Lump assessment': '肿块评估',
  'Features needing lump assessment: {list}. Consider urgent ultrasound (UK: within 2 weeks; under 25, 48 hours) or local suspected-cancer referral.':
    '需要评估肿块的特征：{list}。请考虑紧急超声检查（英国：2 周内；25 岁以下 48 小时内）或按当地疑似癌症流程转诊。',
  'Typical features incomplete': '典型特征不全',
  'Typical benign features are incomplete: {list}. Consider ultrasound, before any needle.':
    '典型良性特征不全：{list}。任何进针之前请考虑超声检查。',
  'Cyst or abscess': '囊肿或脓肿',
  'Consider cyst or abscess. Avoid heat and injection here until reviewed.':
    '请考虑囊肿或脓肿。复查之前此处避免热敷和注射。',
  'Hernia or vascular lesion': '疝或血管病变',
  'Consider hernia or vascular lesion. Image before any needle.':
    '请考虑疝或血管病变。任何进针之前先做影像检查。',
  'Typical features': '典型特征',
  'Typical features, no red flag recorded. Imaging is not routinely needed unless it would change management.':
    '特征典型，未记录危险信号。除非会改变处理，否则不常规需要影像检查。',
  'Several lumps': '多个肿块',
  'Consider multiple lipomas or, with overweight and painful fat, adiposis dolorosa.':
    '请考虑多发性脂肪瘤；如有超重和脂肪疼痛，请考虑痛性脂肪病。',
  'Sacroiliac joint': '骶髂关节',
  'Sacroiliac joint may contribute (in one study 94% sensitive, 78% specific against joint block).':
    '骶髂关节可能参与（一项研究以关节阻滞为对照，敏感度 94%，特异度 78%）。',
  'Nerve root': '神经根',
  'Nerve root involvement possible; a back mouse alone should not cause deficit.':
    '可能累及神经根；单纯骶部脂肪瘤不应引起功能缺损。',
  'Painless nodule': '无痛肿块',
  'Painless nodules are common. Consider another source.': '无痛肿块常见。请考虑其他疼痛来源。',
  'NSAID usually avoided': '通常避免非甾体抗炎药',
  'NSAID usually avoided: {list}. Record reason to continue.':
    '通常避免非甾体抗炎药：{list}。如继续请记录理由。',
  'NSAID caution': '慎用非甾体抗炎药',
  'NSAID caution: {list}. Lowest dose, shortest time; consider stomach protection.':
    '慎用非甾体抗炎药：{list}。最低剂量，最短时间；请考虑保护胃黏膜。',
  'Triple combination': '三联用药',
  'Triple combination: higher kidney injury risk, greatest in the first 30 days.':
    '三联用药：肾损伤风险较高，前 30 天最高。',
  'Paracetamol alone': '单用对乙酰氨基酚',
  'NICE advises against paracetamol alone for low back pain; individual choice.':
    'NICE 不建议腰痛单用对乙酰氨基酚；由个人选择。',
  'Paracetamol dose': '对乙酰氨基酚剂量',
  'Check total daily dose from all products.': '请核对所有药品合计的每日总剂量。',
  'Bleeding and needles': '出血与针刺',
  'Trigger-point-type injection is classed low bleeding risk, but patient factors matter. Do not stop medicine on this prompt; agree with prescriber; check INR if warfarin.':
    '触发点类注射归为低出血风险，但患者因素很重要。不要因本提示停药；请与开药医生商定；如用华法林请查 INR。',
  'Anaesthetic reaction': '局麻药反应',
  'Local anaesthetic reaction recorded. Clarify first.': '已记录局麻药不良反应。请先弄清楚。',
  'Anaesthetic dose': '局麻药剂量',
  'Dose: {list}. Ceilings are lower in the frail and in liver or heart disease; those shown are not changed for them.':
    '剂量：{list}。体弱及肝病、心脏病患者的上限更低；此处所示未作相应调整。',
  'Adding the fractions of different anaesthetics': '不同局麻药的比例相加',
  'Above 0.8 of the ceiling': '超过上限的 0.8',
  'Glucose and infection': '血糖与感染',
  'Glucose rise or infection risk: {list}; lowest effective dose.':
    '血糖升高或感染风险：{list}；用最低有效剂量。',
  'Steroid near the skin': '近皮肤的类固醇',
  'Fat loss or pale skin possible; include in consent.': '可能出现脂肪萎缩或皮肤变白；请纳入知情同意。',
  'Steroid in pregnancy': '妊娠期类固醇',
  'Discuss with obstetric team.': '请与产科团队商议。',
  'Needle before assessment': '评估前进针',
  'Consider deferring until the lump is assessed.': '请考虑推迟，待肿块评估之后。',
  'Marked needle fear recorded; non-needle plan available.': '已记录明显怕针；有不用针的方案。',
  'Allergy to materials': '材料过敏',
  'Recorded allergy: {list}. Choose other materials.': '已记录过敏：{list}。请选用其他材料。',
  'Heat and burns': '热敷与烫伤',
  'Burn risk; reconsider heat.': '有烫伤风险；请重新考虑热敷。',
  'No meaningful change': '无有意义的变化',
  'No meaningful change. Revisit diagnosis and flags.': '无有意义的变化。请重新审视诊断和危险信号。',
  'Measured growth': '测得增大',
  'Measured growth.': '测得增大。',
  'Not an adult': '未成年',
  'Adult rules do not apply. UK advice for an enlarging lump under 25: ultrasound within 48 hours.':
    '成人规则不适用。英国对 25 岁以下增大肿块的建议：48 小时内超声检查。',
} as const
