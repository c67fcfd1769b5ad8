'use strict'
// Finds a Chromium for the stand-in. No dependencies: it runs before anything is installed.
const { existsSync, readFileSync } = require('node:fs')
const { homedir } = require('node:os')
const { delimiter, join, resolve } = require('node:path')

/** Where start.mjs unpacks the npm-shipped Chromium, beside what it remembers between runs. */
const CACHE = resolve(__dirname, '../../node_modules/.cache/palpa')
const SHIPPED = join(CACHE, 'chromium')

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]

function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
    return ['/Applications', join(homedir(), 'Applications')].flatMap((root) =>
      apps.map((app) => join(root, app)),
    )
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name])
    const programs = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return roots.filter(Boolean).flatMap((root) => programs.map((program) => join(root, program)))
  }
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin')
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/**
 * @returns {{ path: string, headlessOnly: boolean, env: Record<string, string> } | undefined}
 *   PALPA_CHROMIUM, else Chrome, Chromium or Edge in their usual places, else the npm-shipped one
 */
function findChromium() {
  const named = process.env.PALPA_CHROMIUM
  if (named && existsSync(named))
    return { path: named, headlessOnly: /headless[-_]shell/.test(named), env: {} }
  const installed = usualPlaces().find((path) => existsSync(path))
  if (installed) return { path: installed, headlessOnly: false, env: {} }
  const description = join(SHIPPED, 'ready.json')
  return existsSync(description) ? JSON.parse(readFileSync(description, 'utf8')) : undefined
}

module.exports = { CACHE, SHIPPED, findChromium }
