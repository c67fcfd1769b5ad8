import { answerPath } from '../exam/answer'
import { PLACES } from '../exam/definition'
import { earlierSizes, largerMm, sizesOf } from '../exam/derived'
import type { EntryView, ExamView } from '../exam/view'
import { inputAt, narrowed } from './fact-inputs'
import type { Chosen, NoduleFacts, NoduleFieldId } from './fact-types'
import type { RuleInput } from './rule-input'

/** The palpated and the imaged slot (ruling 7). */
const SIZES = ['nodule.sizePalpated', 'nodule.sizeImaged'] as const

const NODULE_PLACES = PLACES.filter(({ group }) => group === 'nodule')

// A picture, a removal or a needle that names no nodule speaks for each of them: safer than for none.
const speaksOf = (entryId: string, named: string | undefined): boolean =>
  named === undefined || named === entryId

/**
 * Whether the rules judge a nodule: something was said on its card today, or a report, a removal or a needle speaks of
 * it. The card that a known nodule brings along is judged by nothing else: what was said of the patient (pain at rest)
 * would otherwise name a nodule that nobody felt today.
 */
export function isJudged(view: ExamView, entryId: string): boolean {
  const said = NODULE_PLACES.some((place) => view.at(place, entryId).state !== 'empty')
  const reported = (): boolean =>
    view
      .entries('image')
      .some(
        (image) =>
          image.state('image.conclusion') !== 'empty' && speaksOf(entryId, image.value('image.nodule')),
      )
  const removed = (): boolean =>
    view.state('contributors.removedBefore') !== 'empty' &&
    speaksOf(entryId, view.value('contributors.removedNodule'))
  const injected = (): boolean =>
    view
      .entries('injection')
      .some(
        (needle) =>
          needle.state('injection.kind') !== 'empty' && speaksOf(entryId, needle.value('injection.nodule')),
      ) || view.entries('testInjection').some((needle) => needle.value('testInjection.nodule') === entryId)
  return said || reported() || removed() || injected()
}

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
  const ofThis = (named: string | undefined): boolean => speaksOf(entryId, named)
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
