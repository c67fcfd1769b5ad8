// Runs a TypeScript module's default export with the arguments given: run-script.mjs FILE [arguments]
import { resolve } from 'node:path'
import { runnerImport } from 'vite'
import { root } from './shell.mjs'

const [file, ...args] = process.argv.slice(2)
process.env.TZ = 'UTC'
const { module } = await runnerImport(resolve(root, file), {
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { alias: { '@shared': resolve(root, 'shared') } },
})
await module.default(args)
