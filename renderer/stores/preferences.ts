import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import { type Plain } from '../language/text'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const THEME_LABELS: Record<Theme, Plain> = { system: 'as the computer', light: 'light', dark: 'dark' }

export const DENSITIES = ['auto', 'compact', 'touch'] as const
export type Density = (typeof DENSITIES)[number]
export const DENSITY_LABELS: Record<Density, Plain> = {
  auto: 'by the last pointer used',
  compact: 'compact',
  touch: 'touch',
}

const STORED = 'palpa.look'

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((known) => known === value)

const remembered = (): { theme: Theme; density: Density } => {
  let stored: Record<string, unknown> = {}
  try {
    stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Record<string, unknown>
  } catch {
    // A broken entry is worth no more than none: the look falls back to the computer's.
  }
  return {
    theme: oneOf(THEMES, stored['theme']) ?? 'system',
    density: oneOf(DENSITIES, stored['density']) ?? 'auto',
  }
}

/**
 * How the window looks on this laptop. Not clinical, so it lives beside the window and also dresses the unlock
 * screen, where no vault is open yet.
 */
export const usePreferences = defineStore('preferences', () => {
  const { theme: startTheme, density: startDensity } = remembered()
  const theme = ref<Theme>(startTheme)
  const density = ref<Density>(startDensity)
  const lastPointerCoarse = ref(matchMedia('(pointer: coarse)').matches)

  const shownDensity = computed(() =>
    density.value === 'auto' ? (lastPointerCoarse.value ? 'touch' : 'compact') : density.value,
  )

  /** Dresses the document and keeps watching; answers nothing because it lasts as long as the window. */
  const apply = (): void => {
    const root = document.documentElement
    watchEffect(() => {
      if (theme.value === 'system') delete root.dataset['theme']
      else root.dataset['theme'] = theme.value
      root.dataset['density'] = shownDensity.value
      localStorage.setItem(STORED, JSON.stringify({ theme: theme.value, density: density.value }))
    })
    addEventListener('pointerdown', (event) => {
      lastPointerCoarse.value = event.pointerType === 'touch'
    })
  }

  return { theme, density, shownDensity, apply }
})
