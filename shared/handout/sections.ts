import { actionBlocks, actionBox, actionTitle, plannedActions, todayWords, type Told } from './actions'
import type { HandoutFacts, PictureFacts } from './facts'
import type { HandoutGates } from './gates'
import { foundBlocks, mapBlock } from './lumps'
import { chartSection, helpSection, nextSection, shortSection, soonSection, teachSection } from './safety'
import type { ActionId, Run, SheetSection } from './sheet'
import type { Book } from './text/book'
import { textOf } from './text/fill'

const mainRuns = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  actions: readonly ActionId[],
  book: Book,
): Run[] => {
  const { say, join, longDate } = book
  const here = facts.lumps.filter((lump) => !lump.gone).length
  const many = here > 1 ? 'many' : 'one'
  const judged = gates.arranging ? 'none' : facts.impression
  const gone = facts.noneFelt || facts.lumps.length > 0
  const impression =
    here === 0 && gone
      ? say('main.none')
      : here === 0 && judged !== 'likely' && judged !== 'possible'
        ? say('main.talked')
        : judged === 'likely' || judged === 'possible'
          ? say(`main.${judged}.${many}`)
          : judged === 'none'
            ? say(`main.open.${many}`)
            : say(`main.unlikely.${many}`)
  const notSerious = gates.usuallyNotSerious && (judged === 'likely' || judged === 'possible') && here > 0
  const arranging = !gates.arranging
    ? []
    : facts.followUpOn === undefined
      ? say('main.arranging.noDate')
      : say('main.arranging', { date: longDate(facts.followUpOn) })
  const [first, second] = actions.map((action) => todayWords(action, told, book))
  const today =
    first === undefined
      ? []
      : second === undefined
        ? say(facts.injected ? 'main.plan.one' : 'main.today.one', { first })
        : say(facts.injected ? 'main.plan.two' : 'main.today.two', { first, second })
  return join(
    impression,
    notSerious ? say(many === 'one' ? 'main.notSerious' : 'main.notSerious.many') : [],
    arranging,
    today,
  )
}

/** The patient's own possible contributors and no others; beliefs, so the text says "may" (clinical content 1, 5.2). */
const whyRuns = (
  { injury, lifting, sittingHours, posture }: HandoutFacts['contributors'],
  { say, plain, listed }: Book,
): Run[] => {
  const sitting = sittingHours !== undefined
  const several = [
    ...(injury ? [plain('why.item.injury')] : []),
    ...(lifting ? [plain('why.item.lifting')] : []),
    ...(sitting ? [plain('why.item.sitting')] : []),
    ...(posture ? [plain('why.item.posture')] : []),
  ]
  if (several.length > 1) return say('why.several', { list: listed(several) })
  if (injury) return say('why.injury')
  if (lifting) return say('why.lifting')
  if (posture) return say('why.posture')
  if (!sitting) return []
  return sittingHours === 1 ? say('why.sitting.one') : say('why.sitting', { hours: sittingHours })
}

/** What it is and why: only where we think of a back mouse, and no lump is on its way to a scan or review (G1). */
const backMouse = (facts: HandoutFacts, gates: HandoutGates): boolean =>
  !gates.arranging && (facts.impression === 'likely' || facts.impression === 'possible')

/** Named beside what is to be left alone: the anti-inflammatories people have at home. */
const COMMON_NSAIDS = ['ibuprofen', 'naproxen', 'aspirin'] as const

const pictureRuns = (picture: PictureFacts, many: boolean, book: Book): Run[] => {
  const { say, plain, join, longDate } = book
  const { label, side, takenOn, published } = picture
  const kind = plain(`picture.${picture.modality ?? 'other'}`)
  const what = label === undefined || published ? undefined : many ? label : plain('picture.lump')
  return join(
    what === undefined ? say('picture.alone', { kind }) : say('picture.of', { kind, what }),
    side === undefined
      ? []
      : side === 'midline'
        ? say('picture.middle')
        : say(published ? 'picture.side.other' : 'picture.side', { side: book.side(side) }),
    takenOn === undefined ? [] : say('picture.taken', { date: longDate(takenOn) }),
    published ? say('picture.published') : [],
  )
}

/** Pictures that the patient agreed to, each with its side in words. */
const pictureSection = ({ pictures, lumps }: HandoutFacts, book: Book): SheetSection[] => {
  if (pictures.length === 0) return []
  const photos = pictures.map((one) => {
    const runs = pictureRuns(one, lumps.length > 1, book)
    return { picture: { ...one.drawn, caption: textOf(runs), lines: [] }, runs }
  })
  const blocks = [{ is: 'photos' as const, photos }]
  const heading = book.plain('picture.heading')
  return [{ id: 'picture', heading, blocks, terse: { from: 5, column: 'half', blocks } }]
}

const avoidSection = (told: Told, book: Book): SheetSection[] => {
  const names = [...new Set(told.avoid.map((medicine) => book.drug(medicine)))]
  const others = COMMON_NSAIDS.filter((drug) => !told.avoid.some((one) => one.drug === drug))
  return names.length === 0
    ? []
    : [
        {
          id: 'avoid',
          heading: book.plain('avoid.heading'),
          column: 'half',
          blocks: [
            {
              is: 'list',
              items: [
                ...names.map((drug) => book.say('avoid.item', { drug })),
                book.say('avoid.others', {
                  drugs: book.either(others.slice(0, 2).map((drug) => book.drug({ drug, name: drug }))),
                }),
              ],
            },
          ],
        },
      ]
}

const afterSection = (facts: HandoutFacts, { say, plain, longDate }: Book): SheetSection[] =>
  !facts.injected
    ? []
    : [
        {
          id: 'after',
          heading: plain('after.heading'),
          column: 'half',
          blocks: [
            { is: 'paragraph', runs: say('after.date', { date: longDate(facts.visitOn) }) },
            {
              is: 'list',
              items: [
                say('after.sore'),
                say('after.clean'),
                ...(facts.injectedSteroid ? [say('after.steroid')] : []),
              ],
            },
          ],
        },
      ]

const offerSection = (
  facts: HandoutFacts,
  gates: HandoutGates,
  { say, plain, join }: Book,
): SheetSection[] => {
  const needles = gates.injectionSection
  const offers = facts.offers.filter((offer) =>
    offer === 'injection' ? needles && !facts.injected : offer === 'dryNeedling' ? needles : true,
  )
  return offers.length === 0
    ? []
    : [
        {
          id: 'offer',
          heading: plain('offer.heading'),
          column: 'half',
          blocks: [{ is: 'list', items: offers.map((offer) => say(`offer.${offer}`)) }],
          // Each offer's name is what stands bold.
          terse: {
            from: 3,
            blocks: [
              {
                is: 'paragraph',
                runs: join(...offers.map((offer) => say(`offer.${offer}`).filter((run) => run.bold))),
              },
            ],
          },
        },
      ]
}

/** Planned, but not picked as one of the two boxes: the same words without the box. */
const alsoSections = (
  facts: HandoutFacts,
  told: Told,
  actions: readonly ActionId[],
  book: Book,
): SheetSection[] =>
  plannedActions(facts, told)
    .filter((action) => !actions.includes(action) && action !== 'medicine')
    .map((action) => ({
      id: action,
      heading: actionTitle(action, facts, told, book),
      ...(action === 'heat' ? { column: 'half' as const } : {}),
      blocks: actionBlocks(action, facts, told, book),
      terse: { from: 2, column: 'half' as const, blocks: actionBlocks(action, facts, told, book, true) },
    }))

const medicineSection = (
  facts: HandoutFacts,
  told: Told,
  actions: readonly ActionId[],
  book: Book,
): SheetSection[] =>
  told.medicines.length === 0 || actions.includes('medicine')
    ? []
    : [
        {
          id: 'medicine',
          heading: actionTitle('medicine', facts, told, book),
          column: 'half',
          blocks: actionBlocks('medicine', facts, told, book),
        },
      ]

/** Sections of the handout in reading order (clinical content 5.2). */
export const handoutSections = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  actions: readonly ActionId[],
  book: Book,
): SheetSection[] => {
  const { say, plain, join } = book
  const found = foundBlocks(facts, book)
  const map = mapBlock(facts, book)
  const about = backMouse(facts, gates)
  const advice = [{ is: 'paragraph' as const, runs: say('short.advice') }]
  const sections: SheetSection[] = [
    { id: 'main', blocks: [{ is: 'main', runs: mainRuns(facts, gates, told, actions, book) }] },
    { id: 'map', column: 'left', blocks: map },
    {
      id: 'found',
      heading: plain('found.heading'),
      column: 'right',
      blocks: found,
      terse: { from: 3, blocks: foundBlocks(facts, book, true) },
    },
    ...(about
      ? [
          {
            id: 'why',
            heading: plain('why.heading'),
            column: 'right' as const,
            spare: 4,
            blocks: [
              { is: 'paragraph' as const, runs: join(say('why.unknown'), whyRuns(facts.contributors, book)) },
            ],
          },
        ]
      : []),
    {
      id: 'do',
      heading: plain(actions.length === 1 ? 'do.heading.one' : 'do.heading.two'),
      blocks: actions.map((action, index) => actionBox(action, index + 1, facts, told, book)),
      terse: {
        from: 5,
        blocks: actions.map((action, index) => actionBox(action, index + 1, facts, told, book, true)),
      },
    },
    helpSection(facts, told, book),
    ...alsoSections(facts, told, actions, book),
    soonSection(facts, book),
    ...medicineSection(facts, told, actions, book),
    ...avoidSection(told, book),
    ...afterSection(facts, book),
    ...pictureSection(facts, book),
    ...offerSection(facts, gates, book),
    ...chartSection(facts, told, book),
    ...(about
      ? [
          {
            id: 'what',
            heading: plain('what.heading'),
            column: 'half' as const,
            spare: 1,
            blocks: [{ is: 'paragraph' as const, runs: say('what.text') }],
          },
        ]
      : []),
    ...(about && gates.usuallyNotSerious
      ? [
          {
            id: 'serious',
            heading: plain('serious.heading'),
            column: 'half' as const,
            spare: 1,
            blocks: [{ is: 'paragraph' as const, runs: say('serious.usuallyNot') }],
          },
        ]
      : []),
    nextSection(facts, gates, book),
    teachSection(actions, book),
    shortSection(facts, gates, told, about, book),
    { id: 'advice', blocks: advice, terse: { from: 4, column: 'half', blocks: advice } },
  ]
  return sections.filter((section) => section.blocks.length > 0)
}
