import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a second start tells the first. */
export interface SecondInstance {
  readonly argv: string[]
  readonly cwd: string
  readonly data: unknown
}

const isOurs = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    // A number that another program got since is no lock.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('electron')
  } catch {
    return false
  }
}

/**
 * One running app per data folder. The holder's process id stands in a file; a second start leaves its arguments
 * in a folder that the holder watches.
 * @returns a function that gives the lock back, or undefined where another run holds it
 */
export function takeLock(
  folder: string,
  told: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): (() => void) | undefined {
  const holder = join(folder, 'lock')
  const knocks = join(folder, 'second')
  mkdirSync(knocks, { recursive: true })
  try {
    writeFileSync(holder, String(process.pid), { flag: 'wx' })
  } catch {
    const pid = Number(readFileSync(holder, 'utf8'))
    if (pid !== process.pid && isOurs(pid)) {
      writeFileSync(join(knocks, `${process.pid}.json`), `${JSON.stringify(told)}\n`)
      return undefined
    }
    writeFileSync(holder, String(process.pid))
  }
  const listen = (): void => {
    for (const name of readdirSync(knocks)) {
      const text = readFileSync(join(knocks, name), 'utf8')
      if (!text.endsWith('\n')) continue // still being written; the next event brings it
      rmSync(join(knocks, name), { force: true })
      onSecond(JSON.parse(text) as SecondInstance)
    }
  }
  for (const name of readdirSync(knocks)) rmSync(join(knocks, name), { force: true })
  const watcher = watch(knocks, listen)
  watcher.unref()
  const release = (): void => {
    watcher.close()
    rmSync(holder, { force: true })
  }
  process.on('exit', release)
  return () => {
    process.off('exit', release)
    release()
  }
}
