import { computed, onScopeDispose, ref, type ComputedRef } from 'vue'

/** Counts down the seconds that main holds tries back. `hold(ms)` starts it anew. */
export const useWait = (): { seconds: ComputedRef<number>; hold: (ms: number) => void } => {
  const left = ref(0)
  let until = 0
  let timer: ReturnType<typeof setInterval> | undefined

  const tick = (): void => {
    left.value = Math.max(0, until - performance.now())
    if (left.value === 0) clearInterval(timer)
  }
  const hold = (ms: number): void => {
    clearInterval(timer)
    until = performance.now() + ms
    tick()
    if (ms > 0) timer = setInterval(tick, 200)
  }
  onScopeDispose(() => clearInterval(timer))
  return { seconds: computed(() => Math.ceil(left.value / 1000)), hold }
}
