import {
  BACK_LYING,
  POSTURE_ADVICE,
  STRETCHES,
  type HandoutFacts,
  type MedicineFacts,
  type PostureAdvice,
  type Stretch,
} from './facts'
import type { HandoutGates } from './gates'
import type { ActionId, Block, LeafBlock, Picture, Run } from './sheet'
import type { Book } from './text/book'
import { textOf } from './text/fill'

/** A sheet is drawn from the facts that its gates leave. */
export interface Told {
  readonly stretches: readonly Stretch[]
  readonly medicines: readonly MedicineFacts[]
  readonly avoid: readonly MedicineFacts[]
  readonly posture: readonly PostureAdvice[]
}

/** What may be told of the plan: back-lying stretches and forbidden medicines are gone before any text is written. */
export const toldOf = (facts: HandoutFacts, gates: HandoutGates): Told => {
  const nsaids = facts.medicines.filter((medicine) => medicine.kind === 'nsaid')
  return {
    stretches: STRETCHES.filter(
      (stretch) => facts.stretches.includes(stretch) && !(facts.pregnantLate && BACK_LYING.includes(stretch)),
    ),
    medicines: facts.medicines.filter(
      (medicine) => medicine.kind !== 'nsaid' || gates.nsaidAdvice === 'allowed',
    ),
    avoid: gates.nsaidAdvice === 'avoid' ? nsaids : [],
    posture: facts.posture,
  }
}

/** The actions that were planned and may be told, in the order they are offered. */
export const plannedActions = (facts: HandoutFacts, told: Told): ActionId[] => [
  ...(facts.heat === undefined ? [] : ['heat' as const]),
  ...(told.stretches.length === 0 ? [] : ['stretches' as const]),
  ...(facts.posture.length === 0 ? [] : ['posture' as const]),
  ...(told.medicines.length === 0 ? [] : ['medicine' as const]),
]

/** What is said of an action in "Today: … and …". */
export const todayWords = (action: ActionId, told: Told, { plain, count }: Book): string => {
  switch (action) {
    case 'heat':
      return plain('heat.today')
    case 'stretches':
      return told.stretches.length === 1
        ? plain('stretches.today.one')
        : plain('stretches.today.some', { count: count(told.stretches.length) })
    case 'posture':
      return plain(`posture.today.${postureKind(told.posture)}`)
    case 'medicine':
      return plain('medicine.today')
  }
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const heatTitle = (times: number | undefined, { plain }: Book): string =>
  times === undefined
    ? plain('heat.title')
    : times === 1
      ? plain('heat.title.once')
      : plain('heat.title.times', { times })

const heatBlocks = (facts: HandoutFacts, { say, plain }: Book): LeafBlock[] => [
  {
    is: 'list',
    items: [
      say('heat.put'),
      // Where the plan names no minutes: clinical content 5.4, evidence mark (c).
      say('heat.keep', { minutes: facts.heat?.minutes ?? plain('heat.usualMinutes') }),
      say('heat.warm'),
      say('heat.skin'),
      // A sore, freshly needled spot is left alone for the day; a design choice (c).
      ...(facts.injected ? [say('heat.tomorrow')] : []),
    ],
  },
]

const pose = (stretch: Stretch, end: boolean, { plain }: Book): Picture => {
  const above = stretch === 'kneeRolls'
  return {
    drawing: end ? `${stretch}End` : `${stretch}Start`,
    caption: end
      ? plain(above ? 'stretches.endAbove' : 'stretches.end')
      : plain(above ? 'stretches.startAbove' : 'stretches.start'),
    alt: plain(end ? `${stretch}.end` : `${stretch}.start`),
  }
}

const named = (stretch: Stretch, { say, plain }: Book): Run[] =>
  say('stretches.named', { title: plain(`${stretch}.title`) })

const stretchBlocks = (told: Told, inWords: boolean, book: Book): LeafBlock[] => [
  { is: 'paragraph', runs: book.say('stretches.rule') },
  ...(inWords
    ? [
        {
          is: 'list' as const,
          items: told.stretches.map((stretch) =>
            book.join(named(stretch, book), book.say(`${stretch}.text`)),
          ),
        },
      ]
    : told.stretches.map((stretch) => ({
        is: 'exercise' as const,
        title: textOf(named(stretch, book)),
        runs: book.say(`${stretch}.text`),
        start: pose(stretch, false, book),
        end: pose(stretch, true, book),
      }))),
]

/** What the advice is about, so that headings promise no more than what was chosen. */
const postureKind = (advice: readonly PostureAdvice[]): 'both' | 'sit' | 'lift' | 'belt' => {
  const sit = advice.includes('changePosition') || advice.includes('support')
  const lift = advice.includes('liftClose')
  return sit && lift ? 'both' : sit ? 'sit' : lift ? 'lift' : 'belt'
}

const postureBlocks = (
  advice: readonly PostureAdvice[],
  inWords: boolean,
  { say, plain }: Book,
): LeafBlock[] => {
  const kind = postureKind(advice)
  const sitting = {
    drawing: 'sitting' as const,
    caption: plain('posture.sitCaption'),
    alt: plain('posture.sitAlt'),
  }
  const lifting = {
    drawing: 'lifting' as const,
    caption: plain('posture.liftCaption'),
    alt: plain('posture.liftAlt'),
  }
  const pictures = [
    ...(kind === 'both' || kind === 'sit' ? [sitting] : []),
    ...(kind === 'both' || kind === 'lift' ? [lifting] : []),
  ]
  return [
    ...(inWords || pictures.length === 0 ? [] : [{ is: 'pictures' as const, pictures }]),
    {
      is: 'list',
      items: POSTURE_ADVICE.filter((one) => advice.includes(one)).map((one) => say(`posture.${one}`)),
    },
  ]
}

const days = (medicine: MedicineFacts, { say }: Book) =>
  medicine.days === undefined
    ? []
    : medicine.days === 1
      ? say('medicine.days.one')
      : say('medicine.days', { days: medicine.days })

const dose = ({ doseMg, timesPerDay }: MedicineFacts, { say }: Book) => {
  if (doseMg !== undefined && timesPerDay !== undefined && timesPerDay > 1)
    return say('medicine.dose.times', { dose: doseMg, times: timesPerDay })
  if (doseMg !== undefined) return say('medicine.dose', { dose: doseMg })
  return timesPerDay !== undefined && timesPerDay > 1 ? say('medicine.times', { times: timesPerDay }) : []
}

const howToTake = (medicine: MedicineFacts, named: boolean, book: Book): LeafBlock => {
  const { say, join, drug } = book
  return {
    is: 'paragraph',
    runs: join(
      named ? say('medicine.name', { drug: upperFirst(drug(medicine)) }) : [],
      dose(medicine, book),
      days(medicine, book),
      medicine.kind === 'nsaid' ? say('medicine.food') : [],
      say('medicine.pack'),
      medicine.kind === 'paracetamol' ? say('medicine.other') : [],
    ),
  }
}

/** The anti-inflammatories among the medicines as one phrase, each once; empty where there is none. */
export const nsaidsOf = (medicines: readonly MedicineFacts[], { drug, either }: Book): string =>
  either([...new Set(medicines.flatMap((medicine) => (medicine.kind === 'nsaid' ? [drug(medicine)] : [])))])

const medicineBlocks = (medicines: readonly MedicineFacts[], book: Book): LeafBlock[] => {
  const { say } = book
  const drug = nsaidsOf(medicines, book)
  return [
    ...medicines.map((medicine) => howToTake(medicine, medicines.length > 1, book)),
    ...(drug === ''
      ? []
      : [
          {
            is: 'list' as const,
            lead: say('medicine.doNot', { drug }),
            items: [
              say('medicine.doNot.ulcer'),
              say('medicine.doNot.organs'),
              say('medicine.doNot.aspirin'),
              say('medicine.doNot.thinner'),
              say('medicine.doNot.pregnant'),
            ],
          },
        ]),
  ]
}

/** The heading of an action, alone or in its box. */
export const actionTitle = (action: ActionId, facts: HandoutFacts, told: Told, book: Book): string => {
  const { plain, count, drug } = book
  const [medicine, second] = told.medicines
  switch (action) {
    case 'heat':
      return heatTitle(facts.heat?.timesPerDay, book)
    case 'stretches':
      return told.stretches.length === 1
        ? plain('stretches.title.one')
        : plain('stretches.title.some', { count: upperFirst(count(told.stretches.length)) })
    case 'posture':
      return plain(`posture.title.${postureKind(facts.posture)}`)
    case 'medicine':
      return medicine !== undefined && second === undefined
        ? plain('medicine.title.one', { drug: drug(medicine) })
        : plain('medicine.title.many')
  }
}

/** How an action is done, without its heading; `inWords` without its drawings. */
export const actionBlocks = (
  action: ActionId,
  facts: HandoutFacts,
  told: Told,
  book: Book,
  inWords = false,
): LeafBlock[] => {
  switch (action) {
    case 'heat':
      return heatBlocks(facts, book)
    case 'stretches':
      return stretchBlocks(told, inWords, book)
    case 'posture':
      return postureBlocks(facts.posture, inWords, book)
    case 'medicine':
      return medicineBlocks(told.medicines, book)
  }
}

const heatPicture = ({ plain }: Book): Picture => ({
  drawing: 'heat',
  caption: plain('heat.caption'),
  alt: plain('heat.alt'),
})

/** One numbered "do this today" box. */
export const actionBox = (
  action: ActionId,
  number: number,
  facts: HandoutFacts,
  told: Told,
  book: Book,
  inWords = false,
): Block => ({
  is: 'action',
  number,
  title: actionTitle(action, facts, told, book),
  ...(action === 'heat' ? { picture: heatPicture(book) } : {}),
  blocks: actionBlocks(action, facts, told, book, inWords),
})
