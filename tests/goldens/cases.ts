import { viewOf } from '@shared/exam/validate'
import { projectSheet } from '@shared/handout/from-exam'
import { handoutOptions, TYPE_SIZES, type HandoutOptions, type Sheet } from '@shared/handout/sheet'
import { SHIPPED, type Texts } from '@shared/handout/text/review'
import { evaluate } from '@shared/prompts/evaluate'
import { factsOf } from '@shared/prompts/facts'
import { gatesOf } from '@shared/prompts/gates'
import { rulesInForce, SWITCHABLE } from '@shared/prompts/rule-set'
import { LANGUAGES, type PaperSize } from '@shared/records/people'
import { signedVignette } from '../fixtures/signed'
import { VIGNETTES, vignetteVisit } from '../fixtures/vignettes'

/** A5 has no limit of pages and no golden. */
export const GOLDEN_PAPERS = ['A4', 'Letter'] as const satisfies readonly PaperSize[]

/** The visit of each vignette whose sheet says most: V6 on the day of its injection, the others as they end. */
const VISITS = { V1: 0, V2: 0, V3: 0, V4: 1, V5: 1, V6: 0 } as const
export const GOLDEN_VIGNETTES = Object.keys(VISITS) as (keyof typeof VISITS)[]

/** One sheet that is compared with its picture in the repository. */
export interface GoldenCase {
  readonly vignette: (typeof GOLDEN_VIGNETTES)[number]
  readonly language: HandoutOptions['language']
  readonly size: HandoutOptions['size']
  readonly paper: (typeof GOLDEN_PAPERS)[number]
}

export const nameOf = ({ vignette, language, size, paper }: GoldenCase): string =>
  [vignette, language, size, paper].join('-')

/** 4 languages x 2 sizes x 2 papers x 6 vignettes. */
export const ALL_CASES: readonly GoldenCase[] = LANGUAGES.flatMap((language) =>
  TYPE_SIZES.flatMap((size) =>
    GOLDEN_PAPERS.flatMap((paper) =>
      GOLDEN_VIGNETTES.map((vignette) => ({ vignette, language, size, paper })),
    ),
  ),
)

/** Each language, size, paper and vignette at least once, in as few pages as that takes. */
export const SHORT_RUN: readonly GoldenCase[] = [
  { vignette: 'V6', language: 'en', size: 'standard', paper: 'A4' },
  { vignette: 'V4', language: 'en', size: 'large', paper: 'Letter' },
  { vignette: 'V1', language: 'zh-Hans', size: 'standard', paper: 'A4' },
  { vignette: 'V5', language: 'zh-Hans', size: 'large', paper: 'Letter' },
  { vignette: 'V2', language: 'ms', size: 'standard', paper: 'Letter' },
  { vignette: 'V3', language: 'ta', size: 'standard', paper: 'A4' },
  { vignette: 'V6', language: 'ta', size: 'standard', paper: 'Letter' },
  { vignette: 'V5', language: 'ta', size: 'large', paper: 'A4' },
]

/** As after a review of every word: no banner, no second help box. */
export const REVIEWED: Texts = { ...SHIPPED, stateOf: () => 'reviewed' }

/** The sheet of a vignette's visit by the rules of the app, every one of them switched on (ruling 40). */
export const goldenSheet = (
  { vignette, language, size, paper }: GoldenCase,
  texts: Texts = SHIPPED,
): Sheet => {
  const played = vignetteVisit(VIGNETTES[vignette], VISITS[vignette])
  const signed = signedVignette(played)
  const view = viewOf(played.body, played.context)
  const inForce = rulesInForce(SWITCHABLE.map(({ id }) => id))
  const gates = gatesOf(evaluate(factsOf(view, signed.noduleLabels, inForce), [], inForce))
  const options = handoutOptions.parse({ language, paper, size, actions: [] })
  const clock = (at: string) => ({ on: at.slice(0, 10), time: at.slice(11, 16) })
  return projectSheet(signed, view, options, gates, clock, texts).sheet
}
