import { answerPath } from '../exam/answer'
import { codecOf } from '../exam/codecs'
import { fieldOf } from '../exam/definition'
import { doseMg } from '../exam/derived'
import { ANALGESIC_CLASS } from '../exam/sections/plan'
import type { EntryView, ExamView } from '../exam/view'
import { numberText } from '../exam/wording'
import { joined, said, saidOf } from '../records/said'
import type { AnaestheticDose } from './anaesthetics'
import type { Chosen } from './fact-types'
import { namedSaid } from './fact-inputs'
import type { RuleInput } from './rule-input'
import { PROMPT_TEXTS } from './texts'

/** What makes a needle item the same choice while it goes from planned to recorded: an answer to it stands. */
const CHOSEN = 'chosen'

const terms = (view: ExamView) => ({ country: view.context.country, entryName: () => 'nodule' })

type Analgesic = EntryView<'analgesic'>

function analgesics(
  view: ExamView,
): Pick<Chosen, 'nsaids' | 'paracetamol' | 'paracetamolMgPerDay' | 'otherAnalgesics'> {
  const field = fieldOf('analgesic.drug')
  const chosen = view.entries('analgesic').flatMap((entry) => {
    const drug = entry.value('analgesic.drug')
    return drug === undefined ? [] : [{ entry, drug, kind: ANALGESIC_CLASS[drug] }]
  })
  const inputs = (kind: (typeof chosen)[number]['kind']): RuleInput[] =>
    chosen
      .filter((one) => one.kind === kind)
      .map(({ entry, drug }) => ({
        path: answerPath('analgesic.drug', entry.entryId),
        words: namedSaid(field, drug, view),
        answer: drug,
      }))
  const perDay = (entry: Analgesic): number | undefined => {
    const [dose, times] = [entry.value('analgesic.doseMg'), entry.value('analgesic.timesPerDay')]
    return dose === undefined || times === undefined ? undefined : dose * times
  }
  const paracetamol = chosen.filter(({ kind }) => kind === 'paracetamol').map(({ entry }) => perDay(entry))
  const said = paracetamol.filter((mg) => mg !== undefined)
  return {
    nsaids: inputs('nsaid'),
    paracetamol: inputs('paracetamol'),
    // What was said already is never less than what it comes to.
    paracetamolMgPerDay: said.length === 0 ? undefined : said.reduce((sum, mg) => sum + mg, 0),
    otherAnalgesics: chosen.filter(({ kind }) => kind === 'other').length,
  }
}

/** Injection, test injection or dry needling, planned or recorded, as one input that stays the same choice. */
function needle(view: ExamView): RuleInput[] {
  const field = fieldOf('injection.kind')
  const recorded = view.entries('injection').flatMap((entry) => entry.value('injection.kind') ?? [])
  const tested = view
    .entries('testInjection')
    .some(
      (entry) =>
        entry.value('testInjection.agent') !== undefined || entry.value('testInjection.nodule') !== undefined,
    )
  const planned = fieldOf('plan.options')
  const words = [
    ...(view.value('plan.options') ?? [])
      .filter((code) => code === 'injection' || code === 'dryNeedling')
      .map((code) =>
        saidOf(PROMPT_TEXTS.planned, { what: codecOf(planned).said(planned, [code], terms(view)) }),
      ),
    ...[...new Set(recorded)].map((kind) =>
      saidOf(PROMPT_TEXTS.recorded, { what: codecOf(field).said(field, kind, terms(view)) }),
    ),
    ...(tested ? [said(PROMPT_TEXTS.testRecorded)] : []),
  ]
  return words.length === 0 ? [] : [{ path: 'plan.options', words: joined(words), answer: CHOSEN }]
}

function steroids(view: ExamView): Chosen['steroids'] {
  const field = fieldOf('injection.steroid')
  return view.entries('injection').flatMap((entry) => {
    const steroid = entry.value('injection.steroid')
    if (steroid === undefined || steroid === 'none') return []
    const input = {
      path: answerPath('injection.steroid', entry.entryId),
      words: namedSaid(field, steroid, view),
      answer: CHOSEN,
    }
    return [{ input, noduleId: entry.value('injection.nodule') }]
  })
}

interface Given {
  readonly agent: AnaestheticDose['agent'] | 'none' | undefined
  readonly adrenaline: 'plain' | 'withAdrenaline' | undefined
  readonly percent: number | undefined
  readonly ml: number | undefined
  readonly path: string
}

function anaesthetics(view: ExamView): AnaestheticDose[] {
  const field = fieldOf('injection.agent')
  const given: Given[] = [
    ...view.entries('injection').flatMap((entry): Given[] => [
      {
        agent: entry.value('injection.agent'),
        adrenaline: entry.value('injection.adrenaline'),
        percent: entry.value('injection.concentration'),
        ml: entry.value('injection.volume'),
        path: answerPath('injection.agent', entry.entryId),
      },
      {
        agent: entry.value('injection.secondAgent'),
        adrenaline: entry.value('injection.secondAdrenaline'),
        percent: entry.value('injection.secondConcentration'),
        ml: entry.value('injection.secondVolume'),
        path: answerPath('injection.secondAgent', entry.entryId),
      },
    ]),
    ...view.entries('testInjection').map((entry): Given => ({
      agent: entry.value('testInjection.agent'),
      adrenaline: entry.value('testInjection.adrenaline'),
      percent: entry.value('testInjection.concentration'),
      ml: entry.value('testInjection.volume'),
      path: answerPath('testInjection.agent', entry.entryId),
    })),
  ]
  return given.flatMap(({ agent, adrenaline, percent, ml, path }): AnaestheticDose[] => {
    if (agent === undefined || agent === 'none') return []
    const withAdrenaline = adrenaline === 'withAdrenaline'
    const mg = percent === undefined || ml === undefined ? undefined : doseMg(percent, ml)
    const name = namedSaid(field, agent, view)
    const words = withAdrenaline ? saidOf(PROMPT_TEXTS.withAdrenaline, { agent: name }) : name
    return [{ agent, withAdrenaline, mg, input: { path, words, answer: `${agent} ${numberText(mg ?? 0)}` } }]
  })
}

/** What was planned or recorded at this visit, as the rules about medicines, needles and heat ask for it. */
export const chosenIn = (view: ExamView): Chosen => ({
  ...analgesics(view),
  heat: view.has('plan.options', 'heat')
    ? [{ path: 'plan.options', words: said(PROMPT_TEXTS.heatPlanned), answer: CHOSEN }]
    : [],
  needle: needle(view),
  steroids: steroids(view),
  anaesthetics: anaesthetics(view),
})
