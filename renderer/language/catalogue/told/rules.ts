/** When each rule fires, and what is known of it: English, and its Simplified Chinese (draft). */
export const RULES = {
  'A cauda equina symptom, or saddle sensation altered. CHECK where symptoms are only unknown, or the newest began more than 14 days ago and nothing is getting worse.':
    '有马尾综合征症状，或鞍区感觉异常。仅症状不详，或最近一项开始超过 14 天且无加重时，为“核对”。',
  'Major trauma, minor trauma with osteoporosis or from 65 years, or long steroid use.':
    '严重外伤，轻微外伤且有骨质疏松或年满 65 岁，或长期使用类固醇。',
  'Past cancer, unexplained weight loss, or unremitting night or rest pain.':
    '癌症病史、不明原因体重下降，或持续不缓解的夜间或静息痛。',
  'Fever or chills with another infection item; CHECK where any of them stands without that pair.':
    '发热或寒战加另一项感染项目；只有其中之一而不成对时，为“核对”。',
  'Power of 3 or less anywhere, or progressive weakness.': '任何部位肌力 3 级或以下，或进行性无力。',
  'Slow or rapid growth, measured growth (R42, where it is on), deep to the fascia, fixed, hard, ulcerated, removed here before, a report that says suspicious, or 50 mm and more. The size alone is exempt where an ultrasound reports a subcutaneous lipoma, or where the lump has been there for more than a year, stable, soft or rubbery, mobile and above the fascia.':
    '缓慢或快速增大，测得增大（R42 开启时），位于筋膜下，固定，质硬，溃疡，此处曾切除，报告为可疑，或 50 毫米及以上。超声报告为皮下脂肪瘤，或肿块存在超过一年、稳定、质软或橡皮样、可活动且在筋膜上时，仅大小一项豁免。',
  'Layer cannot be told, size history or previous removal unknown, unclear margins, irregular, tethered skin, less mobile when tensed, or pain without pressure that is persistent or unknown.':
    '层次无法判断，大小变化或既往切除不详，边界不清，不规则，皮肤粘连，肌肉收紧时活动减小，或不受压时疼痛为持续或不详。',
  'Skin red and warm, or the lump is fluctuant, or it has a punctum.':
    '皮肤发红且发热，或肿块有波动感，或有中央小孔。',
  'Cough impulse, pulsatile or reducible.': '咳嗽冲击感、搏动或可还纳。',
  'Mobile, not hard, smooth, clear margins, under 50 mm, above the fascia, not growing, familiar pain, aged 18 or over, and no open R01 to R09 or R13.':
    '可活动、不硬、光滑、边界清楚、小于 50 毫米、在筋膜上、不增大、为熟悉的疼痛、18 岁或以上，且 R01 至 R09 及 R13 均无未处理提示。',
  'Three or more lumps, all clusters together, or painful fat lumps elsewhere.':
    '各簇合计三个或以上肿块，或其他部位有疼痛性脂肪肿块。',
  'Three or more of the six sacroiliac tests reproduce the familiar pain. A test that was not done counts as none.':
    '六项骶髂关节试验中有三项或以上引出熟悉的疼痛。未做的试验不计。',
  'Straight leg raise brings on leg pain, a reflex is not normal, light touch is altered, or power is 4 anywhere.':
    '直腿抬高引起腿痛，反射不正常，轻触觉异常，或任何部位肌力为 4 级。',
  'Tenderness 0 and the familiar pain is not reproduced.': '压痛为 0，且未引出熟悉的疼痛。',
  'An NSAID with a reaction to one, ulcer or GI bleed, heart failure, severe liver disease, eGFR under 30, an anticoagulant, or pregnancy from 20 weeks or without weeks.':
    '使用非甾体抗炎药，且有该类药不良反应、溃疡或消化道出血、心力衰竭、严重肝病、eGFR 低于 30、使用抗凝药，或妊娠满 20 周或孕周未记录。',
  'An NSAID from 60 years, with asthma, heart disease or stroke, uncontrolled blood pressure, eGFR 30 to under 60, bowel disease, an antiplatelet, a steroid, SSRI or SNRI, lithium, methotrexate, a second NSAID, pregnancy declined or under 20 weeks, or 3 drinks a day; or with anything unknown that R20 or R21 reads.':
    '使用非甾体抗炎药，且年满 60 岁，或有哮喘、心脏病或卒中、血压未控制、eGFR 30 至不足 60、肠病、抗血小板药、类固醇、SSRI 或 SNRI、锂盐、甲氨蝶呤、第二种非甾体抗炎药、妊娠拒答或不足 20 周、每日饮酒 3 杯；或 R20、R21 所读的任何一项不详。',
  'An NSAID with an ACE inhibitor or ARB and a diuretic, or with interacting medicines unknown.':
    '非甾体抗炎药与 ACE 抑制剂或 ARB 及利尿剂合用，或有相互作用的药物不详。',
  'Paracetamol is the only analgesic chosen.': '对乙酰氨基酚是所选的唯一止痛药。',
  'Paracetamol with liver disease, weight under 50 kg, another paracetamol product, or more than 4 g a day.':
    '使用对乙酰氨基酚，且有肝病、体重低于 50 千克、另一种含对乙酰氨基酚的药品，或每日超过 4 g。',
  'A needle with an anticoagulant, an antiplatelet or a bleeding disorder, or with any of these unknown.':
    '进针，且有抗凝药、抗血小板药或出血性疾病，或其中任何一项不详。',
  'An anaesthetic with a recorded reaction to its class, to a preservative or to something unsure, or with allergy or toxicity after an earlier injection; CHECK where reactions are unknown. Lidocaine, bupivacaine and prilocaine are amides; any other agent counts as both classes.':
    '使用局麻药，且记录有对其类别、防腐剂或不确定物质的反应，或既往注射后有过敏或中毒反应；反应不详时为“核对”。利多卡因、布比卡因和丙胺卡因属酰胺类；其他药物按两类计。',
  'A dose above its ceiling; CHECK where the weight is missing or the agent has no ceiling here. Plain: lidocaine 4.5 mg/kg up to 300 mg (with adrenaline 7, up to 500), bupivacaine 2 up to 175, prilocaine 6 up to 400. Doses of the same preparation add up over all injections of the visit.':
    '剂量超过上限；缺体重或此处没有该药上限时为“核对”。不含肾上腺素：利多卡因 4.5 mg/kg，最高 300 mg（含肾上腺素 7，最高 500），布比卡因 2，最高 175，丙胺卡因 6，最高 400。同一制剂的剂量按本次就诊所有注射相加。',
  'The shares of their ceilings add up to more than 1.': '各自占上限的比例相加大于 1。',
  'CHECK above 0.8 of the ceiling, or of all ceilings together where fractions are added.':
    '超过上限的 0.8 时为“核对”；比例相加时按全部上限合计。',
  'Steroid injected with diabetes; or a needle with infection of the skin there, systemic infection, or fever or chills; or with these unknown.':
    '注射类固醇且有糖尿病；或进针且局部皮肤感染、全身感染、发热或寒战；或上述不详。',
  'Steroid injected into a nodule whose layer is not deep to the fascia; CHECK where the layer is unknown.':
    '类固醇注入不在筋膜下的肿块；层次不详时为“核对”。',
  'Steroid injected with a pregnancy, or with pregnancy unknown.': '注射类固醇且妊娠，或妊娠不详。',
  'A needle while R01, R04, R06, R08 or R09 is open.': 'R01、R04、R06、R08 或 R09 有未处理提示时进针。',
  'A needle with marked fear of needles; CHECK where it is unknown.': '进针且明显怕针；不详时为“核对”。',
  'A needle with an allergy to chlorhexidine, iodine, latex or dressing, or with other allergy unknown.':
    '进针且对氯己定、碘、乳胶或敷料过敏，或其他过敏不详。',
  'Heat with reduced skin sensation, fragile skin, poor circulation, ulcerated skin or an open R08, or with these unknown.':
    '热敷且皮肤感觉减退、皮肤脆弱、血液循环差、皮肤溃疡或 R08 有未处理提示，或上述不详。',
  '28 days or more after the first treatment began, with less than 30% improvement on every measure (average pain, Roland-Morris) recorded now and at the last visit on or before that treatment. A baseline of 0 is skipped; where a score is missing it says nothing.':
    '首次治疗开始 28 天或以后，现在与该治疗当日或之前最近一次就诊都有记录的各项评分（平均疼痛、RMDQ 问卷）改善均不足 30%。基线为 0 的略过；缺评分时不提示。',
  'The same nodule by the same method is at least 5 mm and 20% longer than at any earlier visit.':
    '同一肿块用同一方法测量，比任何一次以往就诊长至少 5 毫米且 20%。',
  'Aged under 18 at the visit.': '就诊时不满 18 岁。',

  'No published rule: a clinical design choice.': '没有已发表的规则：临床设计选择。',
  'No published source for adding fractions. Off, each preparation is judged by its own ceiling.':
    '比例相加没有已发表的来源。关闭时，每种制剂按各自的上限判断。',
  'No published source for 0.8.': '0.8 没有已发表的来源。',
  'The 30% is published (S32); no published source for the interval of 28 days.':
    '30% 已发表（S32）；28 天的间隔没有已发表的来源。',
  'No published source for 5 mm and 20%. Feeds R06; never a prompt of its own.':
    '5 毫米和 20% 没有已发表的来源。供 R06 使用；本身从不成为提示。',
  'Which features count is a design choice; pain that comes only with pressure never does.':
    '计入哪些特征是设计选择；只在受压时出现的疼痛从不计入。',
  'Evidence for lowering the dose as a routine is inconsistent.': '常规减量的证据不一致。',
  'No published rule: a clinical design choice. R06b and a surgical opinion do not count.':
    '没有已发表的规则：临床设计选择。R06b 和外科意见不计入。',

  'What the sheet says of the lump': '须知单如何说明肿块',
  'While any of R01 to R09 or R44 is open or acted on, the sheet leaves out “usually not serious”. While R35 is, it says nothing of an injection to come. While R06 is, it says that a scan or a specialist review is being arranged.':
    'R01 至 R09 或 R44 未处理或已处理期间，须知单不写“通常不严重”。R35 期间，不提将要进行的注射。R06 期间，写明正在安排影像检查或专科复查。',
  'While R01 is open at STOP, only the emergency sheet prints.':
    'R01 为“停止”且未处理期间，只打印急诊须知单。',
  Translations: '译文',
  'A sheet whose translation nobody reviewed prints only with an override that is kept.':
    '译文未经审核的须知单只有在说明理由并留存后才能打印。',
  Codes: '编码',
  'No code leaves in an export until it was checked in its official release. None was yet: exports carry text.':
    '编码未经官方版本核对之前不会导出。目前尚无：导出只含文字。',
} as const
