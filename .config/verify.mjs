// The one gate: every static check, and the unit, store, ipc and component tests. Prints what failed, and nothing of
// what passed but the tests.
import { spawn } from 'node:child_process'

const run = (script) =>
  new Promise((resolve) => {
    const started = performance.now()
    let output = ''
    const child = spawn('npm', ['run', '--silent', script], { shell: process.platform === 'win32' })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      const seconds = Math.round((performance.now() - started) / 1000)
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${script} (${seconds} s)`)
      if (code !== 0 || script === 'unit') console.log(output)
      resolve(code === 0)
    })
  })

const inTurn = async (scripts) => {
  let passed = true
  for (const script of scripts) passed = (await run(script)) && passed
  return passed
}

// Two lanes of about the same length; the tests take both cores as they become free.
const lanes = await Promise.all([
  inTurn(['lint', 'unit']),
  inTurn(['typecheck', 'format:check', 'rooms', 'dead']),
])
process.exit(lanes.every(Boolean) ? 0 : 1)
