import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../root'

/*
 * The stylesheets of paper are not scoped: print window and previews draw the same. On the screens they stay loaded
 * after a preview was shown, so no part of a screen may bear a name that they begin with.
 */
const renderer = join(root, 'renderer')
const files = (readdirSync(renderer, { recursive: true }) as string[]).map((name) => join(renderer, name))
const ofPaper = (path: string): boolean => relative(renderer, path).startsWith('print')

const names = new Set(
  files
    .filter((path) => ofPaper(path) && path.endsWith('.css'))
    .flatMap((path) => readFileSync(path, 'utf8').match(/^\.[\w-]+/gmu) ?? [])
    .map((selector) => selector.slice(1)),
)
const classesIn = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/\sclass="([^"]*)"/gu)].flatMap(([, list = '']) =>
    list.split(/\s+/u),
  )

it('no part of a screen is named as paper is', () => {
  expect(names).toContain('sheet')
  const alike = files
    .filter((path) => !ofPaper(path) && path.endsWith('.vue'))
    .flatMap((path) =>
      classesIn(path)
        .filter((name) => names.has(name))
        .map((name) => [relative(renderer, path), name]),
    )
  expect(alike).toEqual([])
})
