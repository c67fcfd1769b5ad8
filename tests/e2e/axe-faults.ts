import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { root } from '../root'

const axe = readFileSync(resolve(root, 'node_modules/axe-core/axe.min.js'), 'utf8')

/** What axe finds on the screen as it stands, in light and in dark, one line per rule and element. */
export async function faults(page: Page, screen: string): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    // Evaluated, not a script element: the policy of the app would stop that.
    await page.evaluate(`if (!window.axe) { ${axe} }`)
    const { violations } = await page.evaluate(() =>
      (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
      }),
    )
    for (const { id, nodes } of violations)
      for (const { target, failureSummary = '' } of nodes)
        found.push(
          `${screen}, ${theme}: ${id} at ${target.join(' ')} (${failureSummary.split('\n')[1] ?? ''})`,
        )
  }
  return found
}
