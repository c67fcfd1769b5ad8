// Runs a TypeScript module's default export with the arguments given: run-script.mjs FILE [arguments]
import { resolve } from 'node:path'
import { createServer } from 'vite'
import { root } from './shell.mjs'

const [file, ...args] = process.argv.slice(2)
process.env.TZ = 'UTC'
// A server that listens nowhere: it stays open while the script runs, since modules may be loaded late.
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
  resolve: { alias: { '@shared': resolve(root, 'shared') } },
})
try {
  const module = await vite.ssrLoadModule(resolve(root, file))
  await module.default(args)
  await vite.close()
} catch (error) {
  // What a person can put right is one line; anything else is a bug and shows where it happened.
  console.error(error?.name === 'Stop' ? `palpa: ${error.message}` : error)
  // Whatever the script left open must not keep the command alive.
  process.exit(1)
}
