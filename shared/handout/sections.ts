import { actionBlocks, actionBox, actionTitle, plannedActions, todayWords, type Told } from './actions'
import type { HandoutFacts } from './facts'
import type { HandoutGates } from './gates'
import { foundBlocks, mapBlock } from './lumps'
import { chartSection, helpSection, nextSection, shortSection, soonSection, teachSection } from './safety'
import type { ActionId, Run, SheetSection } from './sheet'
import { longDate } from './text/dates'
import { join, plain, say } from './text/fill'

const mainRuns = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  actions: readonly ActionId[],
): Run[] => {
  const here = facts.lumps.filter((lump) => !lump.gone).length
  const many = here > 1 ? 'many' : 'one'
  const judged = gates.arranging ? 'none' : facts.impression
  const impression =
    here === 0
      ? say('main.none')
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
  const [first, second] = actions.map((action) => todayWords(action, told))
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

const whySection = (facts: HandoutFacts): SheetSection[] => {
  const { injury, lifting, sittingHours, posture } = facts.contributors
  return [
    {
      id: 'why',
      heading: plain('why.heading'),
      column: 'right',
      blocks: [
        {
          is: 'paragraph',
          runs: join(
            say('why.unknown'),
            injury ? say('why.injury') : [],
            lifting ? say('why.lifting') : [],
            sittingHours === undefined
              ? []
              : sittingHours === 1
                ? say('why.sitting.one')
                : say('why.sitting', { hours: sittingHours }),
            posture ? say('why.posture') : [],
          ),
        },
      ],
    },
  ]
}

/** What it is and why: only where we think of a back mouse, and no lump is on its way to a scan or review (G1). */
const backMouse = (facts: HandoutFacts, gates: HandoutGates): boolean =>
  !gates.arranging && (facts.impression === 'likely' || facts.impression === 'possible')

const avoidSection = (told: Told): SheetSection[] => {
  const names = [...new Set(told.avoid.map((medicine) => medicine.name))]
  const others = ['ibuprofen', 'naproxen', 'aspirin'].filter((name) => !names.includes(name))
  return names.length === 0
    ? []
    : [
        {
          id: 'avoid',
          heading: plain('avoid.heading'),
          column: 'right',
          blocks: [
            {
              is: 'list',
              items: [
                ...names.map((drug) => say('avoid.item', { drug })),
                say('avoid.others', { drugs: others.slice(0, 2).join(' or ') }),
              ],
            },
          ],
        },
      ]
}

const afterSection = (facts: HandoutFacts): SheetSection[] =>
  !facts.injected
    ? []
    : [
        {
          id: 'after',
          heading: plain('after.heading'),
          column: 'left',
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

const offerSection = (facts: HandoutFacts, gates: HandoutGates): SheetSection[] => {
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
          column: 'left',
          blocks: [{ is: 'list', items: offers.map((offer) => say(`offer.${offer}`)) }],
        },
      ]
}

/** Planned, but not picked as one of the two boxes: the same words without the box. */
const alsoSections = (facts: HandoutFacts, told: Told, actions: readonly ActionId[]): SheetSection[] =>
  plannedActions(facts, told)
    .filter((action) => !actions.includes(action) && action !== 'medicine')
    .map((action) => ({
      id: action,
      heading: actionTitle(action, facts, told),
      blocks: actionBlocks(action, facts, told),
    }))

const medicineSection = (facts: HandoutFacts, told: Told, actions: readonly ActionId[]): SheetSection[] =>
  told.medicines.length === 0 || actions.includes('medicine')
    ? []
    : [
        {
          id: 'medicine',
          heading: actionTitle('medicine', facts, told),
          column: 'right',
          blocks: actionBlocks('medicine', facts, told),
        },
      ]

/** Sections of the handout in reading order (clinical content 5.2). */
export const handoutSections = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  actions: readonly ActionId[],
): SheetSection[] => {
  const found = foundBlocks(facts)
  const map = mapBlock(facts)
  const about = backMouse(facts, gates)
  const sections: SheetSection[] = [
    { id: 'main', blocks: [{ is: 'main', runs: mainRuns(facts, gates, told, actions) }] },
    { id: 'map', column: 'left', blocks: map },
    { id: 'found', heading: plain('found.heading'), column: 'right', blocks: found },
    ...(about
      ? [
          {
            id: 'what',
            heading: plain('what.heading'),
            column: 'right' as const,
            blocks: [{ is: 'paragraph' as const, runs: say('what.text') }],
          },
          ...whySection(facts),
        ]
      : []),
    ...(about && gates.usuallyNotSerious
      ? [
          {
            id: 'serious',
            heading: plain('serious.heading'),
            column: 'right' as const,
            blocks: [{ is: 'paragraph' as const, runs: say('serious.usuallyNot') }],
          },
        ]
      : []),
    {
      id: 'do',
      heading: plain(actions.length === 1 ? 'do.heading.one' : 'do.heading.two'),
      blocks: actions.map((action, index) => actionBox(action, index + 1, facts, told)),
    },
    helpSection(facts, told),
    ...alsoSections(facts, told, actions),
    ...afterSection(facts),
    ...offerSection(facts, gates),
    soonSection(facts),
    ...medicineSection(facts, told, actions),
    ...avoidSection(told),
    ...chartSection(facts, told),
    nextSection(facts),
    teachSection(actions),
    shortSection(facts, told, about),
  ]
  return sections.filter((section) => section.blocks.length > 0)
}
