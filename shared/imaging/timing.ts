import type { Tags } from './header'

/** How fast the file wants its frames shown, and where it says so; absent where it does not. */
export interface Timing {
  /** Milliseconds that each frame stands. One number for all, or one for each. */
  readonly frameMs?: number | readonly number[]
  readonly from?: 'frameTime' | 'frameTimeVector' | 'displayRate' | 'cineRate'
}

const [SLOWEST_MS, FASTEST_MS] = [60_000, 1]

const usable = (ms: number): boolean => ms >= FASTEST_MS && ms <= SLOWEST_MS

/**
 * Frame Time (0018,1063), Frame Time Vector (0018,1065), Recommended Display Frame Rate (0008,2144), Cine Rate
 * (0018,0040): the first that stands and can be meant (PS3.3 C.7.6.5).
 */
export const timingOf = (tags: Tags, frames: number): Timing => {
  if (frames < 2) return {}
  const rate = (tag: string): number => 1000 / Number.parseFloat(tags.string(tag) ?? '')
  const vector = (tags.string('x00181065') ?? '').split('\\').map(Number.parseFloat)
  // The first entry is 0; entry n stands between frames n - 1 and n, and so for frame n - 1.
  const steps = vector.slice(1)
  const time = Number.parseFloat(tags.string('x00181063') ?? '')
  if (vector.length === frames && steps.every(usable)) {
    const last = steps.at(-1)
    return last === undefined ? {} : { frameMs: [...steps, last], from: 'frameTimeVector' }
  }
  if (usable(time)) return { frameMs: time, from: 'frameTime' }
  if (usable(rate('x00082144'))) return { frameMs: rate('x00082144'), from: 'displayRate' }
  return usable(rate('x00180040')) ? { frameMs: rate('x00180040'), from: 'cineRate' } : {}
}
