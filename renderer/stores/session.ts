import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { CallOutput, Session } from '@shared/ipc/contract'
import { call, listen } from '../api'

type Status = CallOutput<'vault.status'>

/** Where to go back to after unlocking: ids only, nothing that names a patient. */
interface Place {
  readonly path: string
  /** Answer path (or control name) of the field that had the focus. */
  readonly focus: string | undefined
}

/** At most one sign of life per this many milliseconds goes to main, which holds the idle clock. */
const TOUCH_EVERY_MS = 15_000

/**
 * Who is at the keys. While `session` is undefined only the unlock screens are mounted, so nothing of a patient
 * is left in the document; stores that hold patient data register `onLock` and forget it.
 */
export const useSession = defineStore('session', () => {
  const status = ref<Status>()
  const session = ref<Session>()
  const place = ref<Place>()
  const forgetters = new Set<() => void>()

  const isOpen = computed(() => session.value !== undefined)

  /** Asks main how the vault stands; `false` when it could not be told. */
  const refresh = async (): Promise<boolean> => {
    const result = await call('vault.status', {})
    if (!result.ok) return false
    status.value = result.value
    session.value = result.value.state === 'open' ? result.value.session : undefined
    return true
  }

  const opened = (next: Session): void => {
    session.value = next
  }

  /** Runs `forget` at every lock; answers the function that takes it off the list. */
  const onLock = (forget: () => void): (() => void) => {
    forgetters.add(forget)
    return () => forgetters.delete(forget)
  }

  const close = (leaving: Place): void => {
    if (session.value === undefined) return
    place.value = leaving
    session.value = undefined
    for (const forget of forgetters) forget()
  }

  /** The place left at the last lock; read once. */
  const takePlace = (): Place | undefined => {
    const left = place.value
    place.value = undefined
    return left
  }

  const lock = async (): Promise<void> => {
    await call('vault.lock', {})
  }

  /** Tells main that somebody is there, and hears when main locks. `where` reads the place at that moment. */
  const watchLock = (where: () => Place): void => {
    let touchedAt = 0
    const touch = (event: Event): void => {
      if (!isOpen.value || event.timeStamp - touchedAt < TOUCH_EVERY_MS) return
      touchedAt = event.timeStamp
      void call('vault.touch', {})
    }
    for (const sign of ['keydown', 'pointerdown', 'wheel']) addEventListener(sign, touch, { passive: true })
    listen('vault.locked', () => {
      close(where())
      void refresh()
    })
  }

  return { status, session, isOpen, refresh, opened, onLock, takePlace, lock, watchLock }
})
