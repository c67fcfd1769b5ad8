import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../root'

const PAGE = 'electron/store/SECURITY.md'
const text = readFileSync(join(root, PAGE), 'utf8')
const everyFile = ['electron', 'shared', 'tests'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    ),
)
/** `tests/ipc/x.test.ts`, `x.test.ts` or `tests/store/faults-*.test.ts`, as the page names them. */
const named = [...new Set([...text.matchAll(/`([\w./*-]+\.(?:ts|txt|vue|md))`/gu)].map((found) => found[1]!))]
const filesOf = (name: string): string[] => {
  const pattern = new RegExp(`(^|/)${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`, 'u')
  return everyFile.filter((file) => pattern.test(file))
}

it('shows nothing by a file that is not there', () => {
  expect(existsSync(join(root, PAGE))).toBe(true)
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((name) => filesOf(name).length === 0)).toEqual([])
})

it('names tests that stand in the files it names', () => {
  const claims = [...text.matchAll(/`([\w./-]+\.test\.ts)` "([^"]+)"/gu)].map((found) => [
    found[1]!,
    found[2]!,
  ])
  expect(claims.length).toBeGreaterThan(4)
  const empty = claims.filter(
    ([file = '', words = '']) =>
      !filesOf(file).some((path) => readFileSync(join(root, path), 'utf8').includes(words)),
  )
  expect(empty).toEqual([])
})

it('has a test, a file or a plain word for every requirement', () => {
  const rows = text.split('\n').filter((line) => /^\| (?:\(|\d+\.)/u.test(line))
  expect(rows.length).toBeGreaterThan(30)
  for (const row of rows) {
    const [, requirement = '', what = '', shown = ''] = row.split('|').map((cell) => cell.trim())
    expect(requirement).not.toBe('')
    // What nothing shows says what is done, or that it is not met.
    if (shown === '') expect(what, requirement).toMatch(/\w{3,}/u)
  }
})
