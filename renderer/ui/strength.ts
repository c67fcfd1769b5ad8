import { t, type Plain } from '../language/text'
/** How long a passphrase would hold, 0 to 4, and the words for it. */
export interface Strength {
  readonly score: 0 | 1 | 2 | 3 | 4
  readonly words: string
}

const WORDS: Record<Strength['score'], Plain> = {
  0: 'guessed at once',
  1: 'guessed within hours',
  2: 'guessed within days; add a word or two',
  3: 'holds',
  4: 'holds for years',
}

type Judge = (passphrase: string, personal: readonly string[]) => Strength
let judge: Promise<Judge> | undefined

const load = async (): Promise<Judge> => {
  // Loaded only where a passphrase is chosen: the dictionaries weigh more than the rest of the screen.
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  return (passphrase, personal) => {
    const { score } = zxcvbn.check(passphrase, [...personal])
    return { score, words: t(WORDS[score]) }
  }
}

/** Judges a passphrase on this computer; `personal` words (own name, clinic) count for little. */
export const strengthOf = async (passphrase: string, personal: readonly string[]): Promise<Strength> => {
  judge ??= load()
  return (await judge)(passphrase, personal)
}
