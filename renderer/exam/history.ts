import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

export interface History<T> {
  readonly now: ShallowRef<T>
  readonly canUndo: ComputedRef<boolean>
  readonly canRedo: ComputedRef<boolean>
  /**
   * Takes the next state. Changes that name the same `run` one after the other (letters of one word) are one step.
   */
  push(next: T, run?: string): void
  /** Changes every state, past and future ones too: what undo must not bring back or take away. */
  everywhere(by: (state: T) => T): void
  undo(): void
  redo(): void
}

const LIMIT = 500

/** Undo and redo over immutable states. */
export function history<T>(first: T): History<T> {
  const now: ShallowRef<T> = shallowRef(first)
  const past = shallowRef<readonly T[]>([])
  const future = shallowRef<readonly T[]>([])
  let lastRun: string | undefined
  return {
    now,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    push: (next, run) => {
      if (run === undefined || run !== lastRun) past.value = [...past.value, now.value].slice(-LIMIT)
      lastRun = run
      future.value = []
      now.value = next
    },
    everywhere: (by) => {
      past.value = past.value.map(by)
      future.value = future.value.map(by)
      now.value = by(now.value)
    },
    undo: () => {
      const before = past.value.at(-1)
      if (before === undefined) return
      future.value = [...future.value, now.value]
      past.value = past.value.slice(0, -1)
      now.value = before
      lastRun = undefined
    },
    redo: () => {
      const after = future.value.at(-1)
      if (after === undefined) return
      past.value = [...past.value, now.value]
      future.value = future.value.slice(0, -1)
      now.value = after
      lastRun = undefined
    },
  }
}
