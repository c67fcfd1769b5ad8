import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import tseslint from 'typescript-eslint'

/**
 * The parser of the scripts in components. TypeScript knows no component files: left to itself, the typed linter makes
 * a new program for each of them and works out every type anew, two minutes of the whole. Here all scripts stand in
 * one program. A script that does not stand there as it is (it was edited meanwhile, or a component has two) is parsed
 * the slow way.
 */
const CONFIG = join(import.meta.dirname, '../renderer/tsconfig.json')
const COMPONENT = [{ extension: '.vue', isMixedContent: true, scriptKind: ts.ScriptKind.Deferred }]

/** What vue-eslint-parser hands on: all between the tags. */
const scriptIn = (component) => /<script setup lang="ts">([^]*?)<\/script>/.exec(component)?.[1] ?? ''

let made
const program = () => {
  if (made !== undefined) return made
  const failed = (problem) => {
    throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'))
  }
  const read = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: failed }
  const config = ts.getParsedCommandLineOfConfigFile(
    CONFIG,
    { incremental: false },
    read,
    undefined,
    undefined,
    COMPONENT,
  )
  const options = { ...config.options, tsBuildInfoFile: undefined, allowNonTsExtensions: true }
  const host = ts.createCompilerHost(options, true)
  const sourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version, ...more) =>
    name.endsWith('.vue')
      ? ts.createSourceFile(name, scriptIn(readFileSync(name, 'utf8')), version, true, ts.ScriptKind.TS)
      : sourceFile(name, version, ...more)
  made = ts.createProgram(config.fileNames, options, host)
  return made
}

/** @type {import('eslint').Linter.Parser} */
export default {
  meta: { name: 'palpa/vue-script-parser', version: '1' },
  parseForESLint: (code, options) => {
    // Expressions of the template come without a project: they have no types of their own.
    const stands =
      options.projectService === true &&
      options.filePath.endsWith('.vue') &&
      program().getSourceFile(options.filePath)?.text === code
    return tseslint.parser.parseForESLint(
      code,
      stands ? { ...options, projectService: undefined, programs: [program()] } : options,
    )
  },
}
