import { answerPath } from '../exam/answer'
import { earlierSizes, largerMm, sizesOf } from '../exam/derived'
import type { EntryView, ExamView } from '../exam/view'
import { inputAt, narrowed } from './fact-inputs'
import type { Chosen, NoduleFacts, NoduleFieldId } from './fact-types'
import type { RuleInput } from './rule-input'

/** The palpated and the imaged slot (ruling 7). */
const SIZES = ['nodule.sizePalpated', 'nodule.sizeImaged'] as const

/** Reads one nodule for the rules. */
export function noduleFactsOf(
  view: ExamView,
  entry: EntryView<'nodule'>,
  label: string,
  steroids: Chosen['steroids'],
): NoduleFacts {
  const { entryId } = entry
  const images = view.entries('image')
  const alone = view.entries('nodule').length === 1
  const reading = (id: NoduleFieldId): RuleInput[] => inputAt(view, entry, id, entryId)
  // A picture, a removal or a needle that names no nodule speaks for each of them: safer than for none.
  const ofThis = (named: string | undefined): boolean => named === undefined || named === entryId
  return {
    entryId,
    label,
    lengths: SIZES.flatMap((id) => {
      const size = entry.value(id)
      return size === undefined ? [] : [{ path: answerPath(id, entryId), mm: largerMm(size) }]
    }),
    measured: sizesOf(entry),
    earlier: earlierSizes(view, entryId),
    cluster: entry.value('nodule.cluster'),
    is: (id, ...codes) => entry.has(id, ...codes),
    number: (id) => entry.value(id),
    inputIf: (id, ...codes) => (entry.has(id, ...codes) ? narrowed(view, reading(id), id, codes) : []),
    inputIfUnknown: (id) => (entry.state(id) === 'unknown' ? reading(id) : []),
    inputIfAnswered: reading,
    removedBefore: (answer) => {
      const given = view.state('contributors.removedBefore')
      const says = given === 'value' ? view.value('contributors.removedBefore') : given
      return says === answer && ofThis(view.value('contributors.removedNodule'))
        ? inputAt(view, view, 'contributors.removedBefore')
        : []
    },
    reports: (conclusion) =>
      images
        .filter((image) => image.has('image.conclusion', conclusion) && ofThis(image.value('image.nodule')))
        .flatMap((image) => inputAt(view, image, 'image.conclusion', image.entryId)),
    // An exemption needs a report of this very nodule, or the only one there is.
    ultrasoundSays: (conclusion) =>
      images.some(
        (image) =>
          image.has('image.modality', 'ultrasound') &&
          image.has('image.conclusion', conclusion) &&
          (image.value('image.nodule') === entryId || (image.value('image.nodule') === undefined && alone)),
      ),
    steroids: () => steroids.filter(({ noduleId }) => ofThis(noduleId)).map(({ input }) => input),
  }
}
