import type { HandoutFacts } from './facts'
import type { SheetSection } from './sheet'
import type { Book } from './text/book'

/** The one-page sheet of gate G2: R01 at STOP level (ruling 20). Nothing of the lump's self-care stands on it. */
export const emergencySections = (facts: HandoutFacts, { say, plain, longDate }: Book): SheetSection[] => {
  const { number, phone } = { number: facts.clinic.emergencyNumber, phone: facts.clinic.phone }
  const date = longDate(facts.visitOn)
  const told = facts.emergency.told.map((sign) => say(`emergency.told.${sign}`))
  return [
    { id: 'main', blocks: [{ is: 'main', runs: say('emergency.main') }] },
    {
      id: 'do',
      blocks: [
        {
          is: 'help',
          title: plain('emergency.do.heading'),
          groups: [
            {
              title: '',
              items: [
                say('emergency.do.call', { number }),
                say('emergency.do.drive'),
                say('emergency.do.wait'),
                say('emergency.do.show'),
              ],
            },
          ],
        },
      ],
    },
    ...(told.length === 0 && !facts.emergency.saddleAltered
      ? []
      : [
          {
            id: 'told',
            heading: plain('emergency.told.heading'),
            blocks: [
              ...(told.length === 0 ? [] : [{ is: 'list' as const, items: told }]),
              ...(facts.emergency.saddleAltered
                ? [{ is: 'paragraph' as const, runs: say('emergency.found.saddle') }]
                : []),
            ],
          },
        ]),
    {
      id: 'staff',
      heading: plain('emergency.staff.heading'),
      blocks: [
        {
          is: 'paragraph',
          runs:
            phone === '' ? say('emergency.staff', { date }) : say('emergency.staff.phone', { date, phone }),
        },
      ],
    },
    {
      id: 'after',
      heading: plain('emergency.after.heading'),
      blocks: [
        {
          is: 'paragraph',
          runs: phone === '' ? say('emergency.after.noPhone') : say('emergency.after', { phone }),
        },
      ],
    },
  ]
}
