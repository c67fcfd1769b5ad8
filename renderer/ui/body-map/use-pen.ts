/** After the pen was lifted, touches are still the hand that held it, for this long; ms. */
const PALM_MS = 500

/** What is needed of a pointer event to tell a pen from the palm beside it. */
type Pointer = Pick<PointerEvent, 'pointerId' | 'pointerType' | 'timeStamp'>

interface Hand {
  /** Whether a pointer that goes down is meant; it is then the one that counts until it goes up. */
  readonly down: (event: Pointer) => 'taken' | 'takenOver' | 'ignored'
  /** Whether this pointer is the one that counts. */
  readonly counts: (event: Pointer) => boolean
  readonly up: (event: Pointer) => void
}

/**
 * One pointer at a time, and the pen before the hand that holds it: a touch while a pen is down (or was a moment ago) is
 * the palm, a second finger is no second stroke, and a pen that comes down takes over from the palm that came first.
 * Pressure is not read: not every pen has it.
 */
export function useHand(): Hand {
  let now: Pointer | undefined
  let penLeftAt = -Infinity
  return {
    down: (event) => {
      if (event.pointerType === 'touch' && event.timeStamp - penLeftAt < PALM_MS) return 'ignored'
      if (now === undefined) {
        now = event
        return 'taken'
      }
      if (event.pointerType !== 'pen' || now.pointerType !== 'touch') return 'ignored'
      now = event
      return 'takenOver'
    },
    counts: ({ pointerId }) => now?.pointerId === pointerId,
    up: ({ pointerId, pointerType, timeStamp }) => {
      if (pointerType === 'pen') penLeftAt = timeStamp
      if (now?.pointerId === pointerId) now = undefined
    },
  }
}
