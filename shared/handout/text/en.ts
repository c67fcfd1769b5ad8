import { EN_WORDS } from './en-words'

/**
 * The English sheet, edition by edition: units with slots, clinical content 5.2 to 5.4. `**` marks bold, `{slot}` is filled. Every
 * unit and every filling stays at or under Flesch-Kincaid 6.9 and SMOG 8.0 (ruling 27); a test says so. A draft until
 * its reviewers sign (ruling 28). Change a word: raise the edition.
 */
export const EN_EDITION = '1.2'

export const EN = {
  ...EN_WORDS,

  'title.lump': 'Your back lump',
  'title.lumps': 'Your back lumps',
  'title.pain': 'Your low back pain',

  'main.likely.one':
    '**We think you have a back mouse.** That is a small lump of fat under the skin of your low back.',
  'main.likely.many':
    '**We think you have back mice.** They are small lumps of fat under the skin of your low back.',
  'main.possible.one':
    '**You may have a back mouse.** That is a small lump of fat under the skin of your low back.',
  'main.possible.many':
    '**You may have back mice.** They are small lumps of fat under the skin of your low back.',
  'main.unlikely.one':
    '**We do not think your lump is a back mouse.** We will talk with you about what it may be.',
  'main.unlikely.many':
    '**We do not think your lumps are back mice.** We will talk with you about what they may be.',
  'main.open.one': '**We found a lump in your low back.** We need to find out more about it.',
  'main.open.many': '**We found some lumps in your low back.** We need to find out more about them.',
  'main.none': '**We did not feel a lump today.** A lump of fat in the low back can come and go.',
  'main.talked': '**We talked about your low back pain today.**',
  'main.notSerious': 'A lump like this is usually not serious.',
  'main.notSerious.many': 'Small lumps like these are usually not serious.',
  'main.arranging': '**We are arranging a scan or specialist review.** Come back on **{date}**.',
  'main.arranging.noDate':
    '**We are arranging a scan or specialist review.** Ask us for the date before you leave.',
  'main.today.one': '**Today: {first}.**',
  'main.plan.one': '**Your plan: {first}.**',
  'main.plan.two': '**Your plan: {first} and {second}.**',
  'main.today.two': '**Today: {first} and {second}.**',

  'found.heading': 'What we found',
  'found.side': 'The lump is on your **{side}** side, {place}.',
  'found.middle': 'The lump is in the **middle**, {place}.',
  'found.like': 'It is about as big as {thing} ({long} by {short} mm).',
  'found.mm': 'It is {long} by {short} mm.',
  'found.count': 'We found **{count} lumps**:',
  'found.item.side': '**{label}**: {side} side, {place}',
  'found.item.middle': '**{label}**: in the middle, {place}',
  'found.item.like': ', like {thing} ({long} by {short} mm)',
  'found.item.mm': ', {long} by {short} mm',
  'found.more': 'The map shows the rest.',
  'found.moves': 'It moves when we press it.',
  'found.movesALittle': 'It moves a little when we press it.',
  'found.fixed': 'It does not move when we press it.',
  'found.familiar': 'Pressing it brings on the pain you know.',
  'found.familiarPartly': 'Pressing it brings on some of the pain you know.',
  'found.familiarNo': 'Pressing it does not bring on the pain you know.',
  'found.familiar.some': 'Pressing {labels} brings on the pain you know.',
  'found.gone': 'We could not feel {labels} today.',
  'found.gone.one': 'We could not feel the lump today.',
  'found.pain': 'Your pain today: **{pain} out of 10**.',

  'map.caption': 'Your low back from behind',
  'map.alt.one': 'Drawing of your low back from behind. The lump is marked: {where}.',
  'map.alt.many': 'Drawing of your low back from behind. The lumps are marked: {where}.',
  'map.alt.side': '{label} on your {side} side, {place}',
  'map.alt.middle': '{label} in the middle, {place}',
  'map.left': 'Your left',
  'map.right': 'Your right',
  'map.lump': 'Your lump',

  'what.heading': 'What is a back mouse?',
  'what.text':
    'A back mouse is a small fatty lump under the skin of the low back. It may hurt when you press it. It can come and go.',

  'why.heading': 'Why did I get it?',
  'why.unknown': 'No one knows for sure.',
  'why.injury': 'You told us you were hurt there. That may play a part.',
  'why.lifting': 'You often lift heavy things. That may play a part.',
  'why.sitting.one': 'You sit about 1 hour a day. Sitting for a long time may play a part.',
  'why.sitting': 'You sit about {hours} hours a day. Sitting for a long time may play a part.',
  'why.posture': 'How you sit or work may play a part.',
  'why.several': 'These may play a part for you: {list}.',
  'why.item.injury': 'being hurt there',
  'why.item.lifting': 'heavy lifting',
  'why.item.sitting': 'long sitting',
  'why.item.posture': 'how you sit or work',

  'serious.heading': 'Is it serious?',
  'serious.usuallyNot': 'Usually not. Still, know the signs in the “Get help now” box.',

  'do.heading.one': 'Do this',
  'do.heading.two': 'Do these two things',
  'also.heading': 'More you can do',

  'heat.today': 'use gentle heat',
  'heat.title': 'Gentle heat',
  'heat.title.once': 'Gentle heat, once a day',
  'heat.title.times': 'Gentle heat, {times} times a day',
  'heat.put': 'Put a warm pack on the sore spot, over your clothes.',
  'heat.keep': 'Keep it on for {minutes} minutes.',
  'heat.usualMinutes': '15 to 20',
  'heat.warm': 'Warm, not hot. Do not sleep with it on.',
  'heat.skin': 'Do not use it on skin that is numb or broken.',
  'heat.tomorrow': 'Start tomorrow, not on the day of your shot.',
  'heat.row': 'Heat',
  'heat.caption': 'Warm pack on the low back',
  'heat.alt': 'A person sits on a chair with a warm pack between the low back and the back of the chair.',

  'stretches.today.one': 'start one easy stretch',
  'stretches.today.some': 'start {count} easy stretches',
  'stretches.title.one': 'One stretch, each day',
  'stretches.title.some': '{count} stretches, each day',
  'stretches.rule': 'Go slowly. Stop if you feel sharp pain or pain down your leg.',
  'stretches.named': '**{title}.**',
  'stretches.row': 'Stretches',
  'stretches.start': 'Start',
  'stretches.end': 'End',
  'stretches.startAbove': 'Start, from above',
  'stretches.endAbove': 'End, from above',

  'kneeHug.title': 'Knee hug',
  'kneeHug.text':
    'Lie on your back. Bring one knee to your chest. Hold for 10 to 20 seconds. Do 3 on each side.',
  'kneeHug.start': 'Lying on the back with both knees bent and both feet on the floor.',
  'kneeHug.end':
    'One knee is held close to the chest with both hands. The other leg stays bent, with the foot on the floor.',
  'kneeRolls.title': 'Knee rolls',
  'kneeRolls.text':
    'Lie on your back with your knees bent. Roll both knees to one side, then to the other. Do 8 to 10.',
  'kneeRolls.start': 'Seen from above: lying on the back, arms out, knees bent and feet together.',
  'kneeRolls.end':
    'Seen from above: both bent knees have rolled to one side. The shoulders stay flat on the floor.',
  'pelvicTilt.title': 'Back press',
  'pelvicTilt.text':
    'Lie on your back with your knees bent. Press your low back flat to the floor. Hold for 5 seconds. Do 10.',
  'pelvicTilt.start': 'Lying on the back with the knees bent. There is a small gap under the low back.',
  'pelvicTilt.end': 'The low back is pressed flat to the floor. The gap is closed.',
  'heelsSitBack.title': 'Sit back',
  'heelsSitBack.text': 'Start on your hands and knees. Sit back on your heels for one slow breath. Do 8.',
  'heelsSitBack.start': 'On hands and knees with a flat back.',
  'heelsSitBack.end': 'Sitting back on the heels with the arms stretched out in front on the floor.',
  'figureFour.title': 'Figure four',
  'figureFour.text':
    'Lie on your back. Rest one ankle on the other knee. Pull that knee to you. Hold for 20 seconds. Do 3 on each side.',
  'figureFour.start': 'Lying on the back with the knees bent. One ankle rests on the other knee.',
  'figureFour.end':
    'Both hands hold the thigh of the lower leg and pull it to the chest. The ankle still rests on the knee.',
  'hipFront.title': 'Front of hip',
  'hipFront.text':
    'Hold a chair. Put one foot far back. Keep your back straight and bend your front knee. Hold for 20 seconds. Do 3 on each side.',
  'hipFront.start': 'Standing tall behind a chair with one hand on it.',
  'hipFront.end':
    'One leg is far back and straight. The front knee is bent. The body stays upright and one hand holds the chair.',

  'posture.today.both': 'change how you sit and lift',
  'posture.today.sit': 'change how you sit',
  'posture.today.lift': 'change how you lift',
  'posture.today.belt': 'wear loose belts',
  'posture.title.both': 'Sit and lift well',
  'posture.title.sit': 'Sit well',
  'posture.title.lift': 'Lift well',
  'posture.title.belt': 'Wear loose belts',
  'posture.changePosition': 'Get up or change how you sit every 30 minutes.',
  'posture.support': 'Keep your feet flat. Rest your low back on the chair.',
  'posture.liftClose': 'Lift things close to you. Bend your knees.',
  'posture.avoidBelts': 'Do not wear a belt that presses on the lump.',
  'posture.sitCaption': 'Sit well',
  'posture.sitAlt':
    'Sitting on a chair with feet flat on the floor and the low back against the back of the chair.',
  'posture.liftCaption': 'Lift well',
  'posture.liftAlt': 'Lifting a box with bent knees and a straight back. The box is held close to the body.',

  'medicine.today': 'take your pain medicine as shown here',
  'medicine.title.one': 'Pain medicine: {drug}',
  'medicine.title.many': 'Pain medicine',
  'medicine.name': '**{drug}.**',
  'medicine.days.one': 'Use it for **1 day** at most.',
  'medicine.days': 'Use it for up to **{days} days**.',
  'medicine.dose': 'Take {dose} mg each time.',
  'medicine.dose.times': 'Take {dose} mg, up to {times} times a day.',
  'medicine.times': 'Take it up to {times} times a day.',
  'medicine.food': 'Take it with food.',
  'medicine.pack': 'Take no more than the pack says.',
  'medicine.other': 'Check that your other pills do not have it too.',
  'medicine.doNot': '**Do not take {drug} if you:**',
  'medicine.doNot.ulcer': 'have had a stomach ulcer or bleed',
  'medicine.doNot.organs': 'have bad heart, liver or kidney disease',
  'medicine.doNot.aspirin': 'wheeze or get a rash from aspirin',
  'medicine.doNot.thinner': 'take a blood thinner',
  'medicine.doNot.pregnant': 'may be pregnant',
  'avoid.heading': 'Do not take unless your doctor says so',
  'avoid.item': '{drug}',
  'avoid.others': 'pills like it, such as {drugs}',

  'offer.heading': 'What the clinic may offer',
  'offer.injection': '**A shot into the lump.** We use a drug that makes it numb. It may help the pain.',
  'offer.dryNeedling': '**A thin needle, with no drug.** It may help the pain.',
  'offer.surgery': '**A talk with a surgeon.** Some people have the lump taken out.',
  'offer.physiotherapy': '**Physio.** You learn ways to move with less pain.',
  'offer.imaging': '**A scan.** It shows us what the lump is made of.',
  'offer.referral': '**A visit to another clinic.** We will send them our notes.',

  'after.heading': 'After your shot',
  'after.date': 'You had a shot into the lump on **{date}**.',
  'after.sore': 'You may feel sore there for a day or two.',
  'after.clean': 'Keep the spot clean and dry for one day.',
  'after.steroid': 'The skin there may turn pale or dip in. Tell us if it does.',

  'help.heading': 'Get help now',
  'help.emergency': 'Call {number} or go to the hospital at once if:',
  'help.urine': 'you cannot pass urine, or you leak urine or stool',
  'help.numb': 'you feel numb between your legs',
  'help.weak': 'one leg or both legs get weak',
  'help.breathe': 'you have trouble breathing after your shot',
  'help.sameDay': 'Call us the same day if:',
  'help.fever': 'you have a fever with back pain',
  'help.skin': 'the skin turns red, hot or wet',
  'help.spreading': 'redness spreads from your shot',
  'help.bleeding': 'bleeding does not stop',
  'help.bruise': 'a bruise grows',
  'help.rash': 'you get a rash',
  'help.stop': 'Stop {drug} and get help now if:',
  'help.black': 'your stools turn black',
  'help.wheeze': 'you start to wheeze',
  'help.overleaf': 'Turn over: when to get help now.',
  'help.onPage': 'Page {page}: when to get help now.',

  'soon.heading': 'See us soon if',
  'soon.lump': 'the lump grows, gets hard or stops moving',
  'soon.night': 'the pain wakes you at night',
  'soon.weight': 'you lose weight and do not know why',
  'soon.pain.by': 'the pain is no better by **{date}**',
  'soon.pain': 'the pain does not get better',

  'chart.heading': 'Tick what you did',
  'chart.caption': 'One box for each day.',

  'next.heading': 'Your next visit',
  'next.bring': 'Bring this sheet. If you need us sooner, call {phone}.',
  'next.bring.noPhone': 'Bring this sheet. If you need us sooner, call the clinic.',
  'next.none': 'Call us on {phone} if you need us.',
  'next.none.noPhone': 'Call the clinic if you need us.',

  'teach.heading': 'Tell us in your own words',
  'teach.heat': 'Where will you put the heat?',
  'teach.stretches': 'When will you stop a stretch?',
  'teach.posture': 'What will you change when you sit or lift?',
  'teach.medicine': 'How long will you take the pain pills?',
  'teach.help': 'Which signs mean you must get help now?',

  'short.heading': 'In short',
  'short.mouse': 'A back mouse is a small lump of fat. It can come and go.',
  'short.open': 'We want to find out more about your lump. Keep your next visit.',
  'short.heatAndStretch': 'Use heat and stretch each day.',
  'short.heat': 'Use heat each day.',
  'short.stretch': 'Stretch each day.',
  'short.signs': 'Know the signs in the “Get help now” box.',
  'short.advice': 'This sheet goes with what your clinic told you. It does not replace advice.',

  'header.phone': 'Call us: {phone}',
  'header.late': '{date}, entered late on {signed}',
  'footer.patient': '{name}, born {date}',
  'footer.signed': 'Signed {date} by {name}, {profession}',
  'footer.amended': 'Signed {date} by {name}, {profession}, amended {amended}',
  'footer.sheet': 'Sheet {edition}',
  'footer.copy': 'Sheet {edition}, English copy',
  'footer.page': 'page {page} of {pages}',

  'banner.draft': 'Draft translation. No one has checked it yet. The English text is the right one.',
  'banner.machine': 'Made by a machine. No one has checked it. The English text is the right one.',

  'emergency.title': 'Go to the hospital now',
  'emergency.main':
    '**You need to be seen at a hospital now.** The nerves low in your back may be pressed. Fast care can stop lasting harm.',
  'emergency.do.heading': 'What to do',
  'emergency.do.call': 'Call **{number}** or have someone take you to the hospital now.',
  'emergency.do.drive': 'Do not drive.',
  'emergency.do.wait': 'Do not wait to see if it gets better.',
  'emergency.do.show': 'Show this sheet as soon as you get there.',
  'emergency.told.heading': 'What you told us',
  'emergency.told.bladder': 'a change in how you pass urine',
  'emergency.told.bowel': 'a change in how you pass stool',
  'emergency.told.saddle': 'numb skin between your legs',
  'emergency.told.legs': 'pain or weakness in both legs',
  'emergency.told.sexual': 'a change in sexual feeling',
  'emergency.found.saddle': 'We found that the skin between your legs feels touch less well.',
  'emergency.staff.heading': 'For the doctor or nurse',
  'emergency.staff':
    'Seen on {date}. Please check for cauda equina syndrome at once. An urgent MRI scan is needed.',
  'emergency.staff.phone':
    'Seen on {date}. Please check for cauda equina syndrome at once. An urgent MRI scan is needed. Our phone: {phone}.',
  'emergency.after.heading': 'Your back lump',
  'emergency.after': 'We will look at the lump when you are safe. Call us on {phone} when you are home.',
  'emergency.after.noPhone': 'We will look at the lump when you are safe. Call the clinic when you are home.',
} as const

export type UnitId = keyof typeof EN
/** Every unit of a language: none is ever made up at run time, and none falls back to English (clinical content 5.8). */
export type Units = Readonly<Record<UnitId, string>>
export type UnitText<I extends UnitId> = (typeof EN)[I]
