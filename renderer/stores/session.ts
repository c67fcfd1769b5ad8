import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { CallOutput, Session } from '@shared/ipc/contract'
import type { AppError } from '@shared/errors'
import { rightsOf, type Right } from '@shared/records/roles'
import { call, listen } from '../api'

type Status = CallOutput<'vault.status'>

/** Where to go back to after unlocking: ids only, nothing that names a patient. */
interface Place {
  readonly path: string
  /** Answer path (or control name) of the field that had the focus. */
  readonly focus: string | undefined
}
interface LeftPlace extends Place {
  readonly personId: string
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
  const place = ref<LeftPlace>()
  /** Main did not tell how the vault stands. */
  const unreachable = ref(false)
  /** Why, as far as main knew. */
  const whyUnreachable = ref<AppError>()
  let wanted: Place | undefined
  const forgetters = new Set<() => void>()
  const flushers = new Set<() => Promise<unknown>>()

  const isOpen = computed(() => session.value !== undefined)
  /** Who was at the keys last, for the unlock screen. */
  const lastPerson = ref<string>()
  const rights = computed<ReadonlySet<Right>>(() => {
    const now = session.value
    return now === undefined ? new Set() : rightsOf(now.person, now.clinic.settings.assistantsSee)
  })
  /** Whether the person at the keys has a PIN on this laptop. */
  const hasPin = computed(
    () => status.value?.people.find((one) => one.personId === session.value?.person.personId)?.pin === true,
  )
  /** What a role may not do is not offered; main refuses it anyway. */
  const may = (right: Right): boolean => rights.value.has(right)

  /** Asks main how the vault stands. */
  const refresh = async (): Promise<void> => {
    const result = await call('vault.status', {})
    unreachable.value = !result.ok
    whyUnreachable.value = result.ok ? undefined : result.error
    if (!result.ok) return
    status.value = result.value
    session.value = result.value.state === 'open' ? result.value.session : undefined
  }

  const opened = (next: Session): void => {
    session.value = next
    unreachable.value = false
  }

  /** The clinic as just saved. */
  const clinicSaved = (clinic: Session['clinic']): void => {
    if (session.value !== undefined) session.value = { ...session.value, clinic }
  }

  /** A person was changed: when it is the one at the keys, they go on as what they are now. */
  const personSaved = (person: Session['person']): void => {
    if (session.value?.person.personId === person.personId) session.value = { ...session.value, person }
  }

  /** Runs `forget` at every lock; answers the function that takes it off the list. */
  const onLock = (forget: () => void): (() => void) => {
    forgetters.add(forget)
    return () => forgetters.delete(forget)
  }

  /** Runs `flush` before every lock, while it can still be saved; answers the function that takes it off the list. */
  const beforeLock = (flush: () => Promise<unknown>): (() => void) => {
    flushers.add(flush)
    return () => flushers.delete(flush)
  }

  const close = (leaving: Place): void => {
    if (session.value === undefined) return
    lastPerson.value = session.value.person.personId
    place.value = { ...leaving, personId: session.value.person.personId }
    session.value = undefined
    for (const forget of forgetters) forget()
  }

  /** The field to return to on the screen at `path`; read once. */
  const takeFocus = (path: string): string | undefined => {
    const focus = wanted?.path === path ? wanted.focus : undefined
    wanted = undefined
    return focus
  }

  /** The place that this person left at the last lock; read once, and kept from everybody else. */
  const takePlace = (personId: string): Place | undefined => {
    const left = place.value
    place.value = undefined
    wanted = left?.personId === personId ? left : undefined
    return wanted
  }

  const lock = async (why: 'key' | 'switch' = 'key'): Promise<void> => {
    await call('vault.lock', { why })
    if (why === 'switch') lastPerson.value = undefined
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
    listen('vault.locking', () => {
      // Main waits for this answer, for a second at most.
      void Promise.allSettled([...flushers].map((flush) => flush())).then(() => call('vault.flushed', {}))
    })
    listen('vault.locked', () => {
      close(where())
      void refresh()
    })
  }

  return {
    status,
    session,
    unreachable,
    whyUnreachable,
    isOpen,
    lastPerson,
    may,
    hasPin,
    refresh,
    opened,
    clinicSaved,
    personSaved,
    onLock,
    beforeLock,
    takePlace,
    takeFocus,
    lock,
    watchLock,
  }
})
