import { spawn } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** An end that its message explains: shown as one line, without a stack. */
export class Stop extends Error {}

const startedAt = Date.now()
const seconds = () => Math.round((Date.now() - startedAt) / 1000)

export const say = (line) => console.log(`palpa: ${line} (${seconds()} s)`)

const STILL_MS = 15_000

/**
 * Runs a program with this one's input and output.
 * @returns its exit code
 */
export const run = (program, args, options = {}) =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass)
    child.once('error', (error) => {
      console.error(`palpa: ${program} did not start: ${error.message}`)
      done(127)
    })
    child.once('exit', (code, signal) => {
      for (const each of ['SIGINT', 'SIGTERM']) process.off(each, pass)
      done(code ?? (signal ? 130 : 1))
    })
  })

/**
 * Runs a program quietly and says now and then that it is still at it.
 * @returns exit code and what it wrote; code 124 when the time limit ended it
 */
export const runQuietly = (what, program, args, { limitMs, ...options } = {}) =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let text = ''
    let late = false
    const hear = (chunk) => (text = (text + chunk).slice(-20_000))
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const still = setInterval(() => say(`… still ${what}`), STILL_MS)
    const limit =
      limitMs &&
      setTimeout(() => {
        late = true
        child.kill('SIGKILL')
      }, limitMs)
    const end = (code) => {
      clearInterval(still)
      clearTimeout(limit)
      done({ code: late ? 124 : code, text })
    }
    child.once('error', (error) => {
      text += error.message
      end(127)
    })
    child.once('close', (code) => end(code ?? 1))
  })

/** npm as it was called, or the one on the path. */
export function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return { program: process.execPath, args: [script, ...args], options: {} }
  return { program: 'npm', args, options: { shell: process.platform === 'win32' } }
}
