import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import type { PrinterChoice } from '@shared/ipc/paper'
import { call } from '../api'

const STORED = 'palpa.printer'
const MOST_COPIES = 20

/**
 * The printer of this laptop, chosen once. Not clinical and not secret, so it lives beside the window and not in the
 * vault, which may be opened on another laptop with other printers.
 */
export const usePrinter = defineStore('printer', () => {
  const name = ref(localStorage.getItem(STORED) ?? '')
  const copies = ref(1)
  const known = ref<readonly { name: string; label: string }[]>([])
  watch(name, (chosen) => localStorage.setItem(STORED, chosen))

  /** Nothing chosen: the system's own dialog asks each time. */
  const choice = computed<PrinterChoice | undefined>(() =>
    name.value === '' ? undefined : { name: name.value, copies: copies.value },
  )
  const look = async (): Promise<void> => {
    const found = await call('printers.list', {})
    if (found.ok) known.value = found.value.printers
  }
  const setCopies = (wanted: number): void => {
    copies.value = Math.min(MOST_COPIES, Math.max(1, Math.round(wanted)))
  }
  return { name, copies, known, choice, look, setCopies }
})
