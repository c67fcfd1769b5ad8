import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const alias = { '@shared': resolve(import.meta.dirname, 'shared') }

/** Folders of pdfjs-dist that pdf.js asks for by name while it draws: fonts, character maps, image decoders. */
const PDF_PARTS = ['standard_fonts', 'cmaps', 'wasm']

/** Puts what pdf.js loads by name beside the pages, under names without a hash. */
const pdfParts = (): Plugin => ({
  name: 'palpa:pdf-parts',
  apply: 'build',
  generateBundle() {
    const root = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
    for (const folder of PDF_PARTS)
      for (const name of readdirSync(join(root, folder)))
        this.emitFile({
          type: 'asset',
          fileName: `pdfjs/${folder}/${name}`,
          source: readFileSync(join(root, folder, name)),
        })
  },
})

export default defineConfig({
  // Main and preload are CommonJS: a sandboxed preload must be, and it lets one hook answer `require('electron')`.
  main: {
    resolve: { alias },
    build: {
      // The stand-in is a second entry: `electron/runtime/stand-in/electron` loads it where Electron is missing.
      lib: {
        entry: {
          main: 'electron/main.ts',
          'stand-in': 'electron/runtime/stand-in/start.ts',
          // A thread is started from a file.
          'index-worker': 'electron/store/index-worker.ts',
        },
        formats: ['cjs'],
      },
      outDir: 'out/main',
      externalizeDeps: true,
    },
  },
  preload: {
    resolve: { alias },
    build: {
      lib: { entry: 'electron/preload.ts', formats: ['cjs'] },
      outDir: 'out/preload',
      externalizeDeps: false,
    },
  },
  renderer: {
    root: 'renderer',
    resolve: { alias },
    plugins: [vue(), pdfParts()],
    // Workers load their parts on demand, as the windows do.
    worker: { format: 'es' },
    build: {
      outDir: 'out/renderer',
      // The content security policy takes fonts from files only, so small ones are not inlined.
      assetsInlineLimit: 0,
      rolldownOptions: {
        // Named: a bare list of pages is not resolved by this version of the bundler.
        input: {
          index: resolve(import.meta.dirname, 'renderer/index.html'),
          print: resolve(import.meta.dirname, 'renderer/print.html'),
        },
      },
    },
  },
})
