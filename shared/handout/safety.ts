import { nsaidsOf, type Told } from './actions'
import type { HandoutFacts } from './facts'
import type { HandoutGates } from './gates'
import type { ActionId, Run, SheetSection } from './sheet'
import type { Book } from './text/book'
import { plusDays } from './text/dates'

/** Clinical content 5.3, with the country's number (ruling 13). Reads the same on every sheet but for what was done and chosen. */
export const helpSection = (facts: HandoutFacts, told: Told, book: Book): SheetSection => {
  const { say, plain } = book
  const drug = nsaidsOf(told.medicines, book)
  return {
    id: 'help',
    blocks: [
      {
        is: 'help',
        title: plain('help.heading'),
        groups: [
          {
            title: plain('help.emergency', { number: facts.clinic.emergencyNumber }),
            items: [
              say('help.urine'),
              say('help.numb'),
              say('help.weak'),
              ...(facts.injected ? [say('help.breathe')] : []),
            ],
          },
          {
            title: plain('help.sameDay'),
            items: [
              say('help.fever'),
              say('help.skin'),
              ...(facts.injected
                ? [say('help.spreading'), say('help.bleeding'), say('help.bruise'), say('help.rash')]
                : []),
            ],
          },
          ...(drug === ''
            ? []
            : [{ title: plain('help.stop', { drug }), items: [say('help.black'), say('help.wheeze')] }]),
        ],
      },
    ],
  }
}

export const soonSection = (facts: HandoutFacts, { say, plain, dayMonth }: Book): SheetSection => ({
  id: 'soon',
  heading: plain('soon.heading'),
  column: 'half',
  blocks: [
    {
      is: 'list',
      items: [
        say('soon.lump'),
        say('soon.night'),
        say('soon.weight'),
        facts.followUpOn === undefined
          ? say('soon.pain')
          : say('soon.pain.by', { date: dayMonth(facts.followUpOn) }),
      ],
    },
  ],
})

/** Two weeks fit the page; more rows than four would push it over. */
const CHART_DAYS = 14
const MOST_STRETCH_ROWS = 3

export const chartSection = (facts: HandoutFacts, told: Told, { plain, chartDay }: Book): SheetSection[] => {
  const heat = facts.heat === undefined ? [] : [plain('heat.row')]
  const each = told.stretches.map((stretch) => plain(`${stretch}.title`))
  const together = each.length > 1 ? [plain('stretches.row')] : each
  const chart = (rows: string[]) => ({
    is: 'chart' as const,
    caption: plain('chart.caption'),
    rows,
    days: Array.from({ length: CHART_DAYS }, (_, index) => chartDay(plusDays(facts.visitOn, index + 1))),
  })
  return heat.length + each.length === 0
    ? []
    : [
        {
          id: 'chart',
          heading: plain('chart.heading'),
          spare: 4,
          blocks: [chart([...heat, ...(each.length > MOST_STRETCH_ROWS ? together : each)])],
          terse: { from: 1, blocks: [chart([...heat, ...together])] },
        },
      ]
}

/** A lump that a scan or a review is arranged for is never left at "call us if you need us". */
const waiting = (facts: HandoutFacts, gates: HandoutGates): boolean =>
  gates.arranging && facts.followUpOn === undefined

export const nextSection = (
  facts: HandoutFacts,
  gates: HandoutGates,
  { say, plain, join, fullDate }: Book,
): SheetSection => {
  const phone = facts.clinic.phone
  const bring = phone === '' ? say('next.bring.noPhone') : say('next.bring', { phone })
  const none = phone === '' ? say('next.none.noPhone') : say('next.none', { phone })
  return {
    id: 'next',
    heading: plain('next.heading'),
    column: 'half',
    blocks:
      facts.followUpOn === undefined
        ? [
            {
              is: 'paragraph',
              runs: waiting(facts, gates) ? join(say('main.arranging.noDate'), none) : none,
            },
          ]
        : [
            { is: 'paragraph', runs: [{ text: fullDate(facts.followUpOn), bold: true }], big: true },
            { is: 'paragraph', runs: bring },
          ],
  }
}

/** Teach-back: a question for each box, and always the signs. */
export const teachSection = (actions: readonly ActionId[], { say, plain, join }: Book): SheetSection => ({
  id: 'teach',
  heading: plain('teach.heading'),
  spare: 2,
  column: 'half',
  blocks: [
    {
      is: 'paragraph',
      runs: join(...actions.map((action): Run[] => say(`teach.${action}`)), say('teach.help')),
    },
  ],
})

/** "Keep your next visit" is said where there is one. */
const shortOpen = (facts: HandoutFacts, gates: HandoutGates, { say }: Book): Run[] =>
  facts.followUpOn !== undefined
    ? say('short.open')
    : waiting(facts, gates)
      ? say('main.arranging.noDate')
      : []

export const shortSection = (
  facts: HandoutFacts,
  gates: HandoutGates,
  told: Told,
  about: boolean,
  book: Book,
): SheetSection => {
  const { say, plain, join } = book
  const [heat, stretch] = [facts.heat !== undefined, told.stretches.length > 0]
  return {
    id: 'short',
    heading: plain('short.heading'),
    spare: 3,
    blocks: [
      {
        is: 'paragraph',
        runs: join(
          about ? say('short.mouse') : shortOpen(facts, gates, book),
          heat && stretch ? say('short.heatAndStretch') : heat ? say('short.heat') : [],
          stretch && !heat ? say('short.stretch') : [],
          say('short.signs'),
        ),
      },
    ],
  }
}
