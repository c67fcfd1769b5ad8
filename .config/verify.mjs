// The one gate: every static check, then the unit, store, ipc and component tests. Checks run side by side, because
// the linter with types takes as long as all the others together. Prints what failed, and nothing of what passed.
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

const checks = await Promise.all([inTurn(['lint']), inTurn(['typecheck', 'rooms', 'format:check', 'dead'])])
const tests = await run('unit')
process.exit(checks.every(Boolean) && tests ? 0 : 1)
