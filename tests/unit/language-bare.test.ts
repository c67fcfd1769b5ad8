import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { parse } from 'vue/compiler-sfc'
import { expect, it } from 'vitest'
import { DURATION_TEXTS } from '@shared/exam/durations'
import { CATALOGUE } from '../../renderer/language/catalogue'
import { SINGULAR } from '../../renderer/language/catalogue/singular'
import { definitionTexts } from '../fixtures/definition-texts'
import { root } from '../root'

/**
 * No sentence stands in a script of the screens but those of the catalogue. The linter looks at what a template holds
 * bare; this looks at everything that is written between quotes.
 */

const FOLDER = join(root, 'renderer')
/** Paper is in the language of the record. */
const LEFT_OUT = ['print', 'language']
/** What is no text of the screens, by what holds it: with the reason. */
const NOT_SAID: Readonly<Record<string, RegExp>> = {
  // Kept in the record as English: what a new letter of the clinic begins and ends with.
  'texts/use-text.ts': /^(Dear colleague,|With kind regards,)$/u,
  // Compared with what `shared/imaging` says of a size.
  'images/marks/FilmMarks.vue': /^not measured$/u,
  // Faults of the program or of a codec, thrown and never shown.
  'exam/use-signed.ts': /^A revision of another visit$/u,
  'images/inflate.ts': /^unpacks to too much$/u,
  'images/wasm-codecs.ts': /^codec memory$/u,
  'images/zip.ts': /^(no entry there|too large)$/u,
}
/** Selectors, drawings, media types, fonts and thrown faults of the program, which nobody reads on a screen. */
const CODE =
  /^(\(|M\$|translate\(|rotate\(|url\(|input:|[#.[]|\d+ \$?\{?\}?px|text\/|image\/|No field at|stroke |mark |outline |move |box area|ruler |\d+ )/u

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return LEFT_OUT.includes(relative(FOLDER, path)) ? [] : files(path)
    return /\.(ts|vue)$/u.test(entry.name) ? [path] : []
  })

/** Everything that is script in a file, expressions of the template included. */
const scripts = (path: string): string[] => {
  const text = readFileSync(path, 'utf8')
  if (path.endsWith('.ts')) return [text]
  const { descriptor } = parse(text, { sourceMap: false })
  const found = [descriptor.scriptSetup?.content ?? '']
  interface Node {
    readonly content?: { readonly loc: { readonly source: string } }
    readonly props?: readonly {
      readonly exp?: { readonly loc: { readonly source: string } }
      readonly name: string
    }[]
    readonly children?: readonly Node[]
  }
  const walk = (node: Node): void => {
    if (typeof node.content === 'object') found.push(`(${node.content.loc.source})`)
    for (const { exp, name } of node.props ?? [])
      if (exp !== undefined && name !== 'for' && name !== 'slot')
        found.push(name === 'on' ? exp.loc.source : `(${exp.loc.source})`)
    node.children?.forEach(walk)
  }
  if (descriptor.template?.ast) walk(descriptor.template.ast as unknown as Node)
  return found
}

const known = new Set<string>([...Object.keys(CATALOGUE), ...Object.values(SINGULAR)])
const isSentence = (text: string): boolean => /[A-Za-z]{2,}[,;:.]? [A-Za-z“]{2,}/u.test(text)

/** Everything between quotes in a file; a template's slots are `{}`. */
const quoted = (path: string): string[] => {
  const said: string[] = []
  for (const script of scripts(path)) {
    const source = ts.createSourceFile('x.ts', script, ts.ScriptTarget.Latest, true)
    const look = (node: ts.Node): void => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
      if (ts.isStringLiteralLike(node)) said.push(node.text)
      else if (ts.isTemplateExpression(node))
        said.push(node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join(''))
      node.forEachChild(look)
    }
    look(source)
  }
  return said
}
const bare = (path: string, said: readonly string[]): string[] => {
  const name = relative(FOLDER, path).replaceAll('\\', '/')
  return said
    .filter(
      (text) =>
        isSentence(text) && !known.has(text) && !CODE.test(text) && NOT_SAID[name]?.test(text) !== true,
    )
    .map((text) => `${name}: ${text}`)
}

const looked = files(FOLDER).map((path) => ({ path, said: quoted(path) }))

it('no sentence stands in a script of the screens that the catalogue does not have', () => {
  expect(looked.length).toBeGreaterThan(200)
  expect(looked.flatMap(({ path, said }) => bare(path, said))).toEqual([])
})

it('the catalogue holds nothing that no screen says any more', () => {
  const said = new Set([
    ...looked.flatMap((one) => one.said),
    ...quoted(join(FOLDER, 'language/LanguageKeys.vue')),
    // Closed lists that the screens say in their language, and the checks of sealing.
    ...files(join(root, 'shared')).flatMap(quoted),
    ...quoted(join(root, 'electron/store/proof.ts')),
    ...quoted(join(FOLDER, 'images/study.worker.ts')),
    // Put together: the two sides of a test, and lengths of time.
    ...definitionTexts().flatMap(({ text, of }) => [text, `${text}#${of ?? ''}`]),
    ...DURATION_TEXTS,
  ])
  expect(Object.keys(CATALOGUE).filter((text) => !said.has(text))).toEqual([])
})
