import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { root } from '../root'
import { sourcesOf } from './sources'

/** Files that open a window; hardening.test.ts holds each of them to webPreferences(). */
const WINDOWS = 'a file that opens a window'

/** What the scanner says of us although it does not apply: check, place, and the reason. */
const ALLOWED: readonly (readonly [check: string, place: string, reason: string])[] = [
  ['CSP_GLOBAL_CHECK', 'N/A', 'The policy is a header of the app:// handler, which hardening.test.ts reads.'],
  ['AUXCLICK_JS_CHECK', WINDOWS, 'A middle click asks for a new window, and denyByDefault denies every one.'],
  [
    'CONTEXT_ISOLATION_JS_CHECK',
    WINDOWS,
    'Set by webPreferences(), a call that the scanner does not follow.',
  ],
  ['SANDBOX_JS_CHECK', WINDOWS, 'Set by webPreferences(), a call that the scanner does not follow.'],
]

/** First and fourth column; the texts behind them may hold commas and line ends. */
function findingsOf(csv: string, folder: string): string[] {
  return [...csv.matchAll(/^([A-Z_]+_CHECK),\s*"[A-Z]+",\s*"[A-Z]+",\s*"([^"]+)"/gm)].map(
    ([, check = '', file = '']) => {
      const path = file === 'N/A' ? file : relative(folder, file).replaceAll('\\', '/')
      return `${check} ${path}`
    },
  )
}

test('electronegativity finds nothing but what is explained', async () => {
  const sources = sourcesOf(['electron', 'renderer', 'shared'], /\.(ts|vue|html)$/)
  const opening = sources.filter(({ text }) => text.includes('new BrowserWindow(')).map(({ path }) => path)
  const allowed = ALLOWED.flatMap(([check, place]) =>
    (place === WINDOWS ? opening : [place]).map((path) => `${check} ${path}`),
  )
  const folder = mkdtempSync(join(tmpdir(), 'palpa-scan-'))
  try {
    for (const { path } of sources) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      cpSync(join(root, path), join(folder, path))
    }
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'),
    ) as { version: string }
    const report = join(folder, 'report.csv')
    const scanner = join(root, 'node_modules/@doyensec/electronegativity/dist/index.js')
    // It ends with 0 whatever it finds, so its report is read.
    await promisify(execFile)(process.execPath, [scanner, '-i', folder, '-e', version, '-o', report])
    const csv = readFileSync(report, 'utf8')
    const findings = findingsOf(csv, folder)
    expect(csv.match(/^[A-Z_]+_CHECK,/gm)).toHaveLength(findings.length)
    expect(findings.filter((finding) => !allowed.includes(finding))).toEqual([])
    // It did look at the windows.
    expect(findings).toContain(`SANDBOX_JS_CHECK ${opening[0] ?? ''}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
