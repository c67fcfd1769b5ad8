import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const alias = { '@shared': resolve(import.meta.dirname, 'shared') }

export default defineConfig({
  // Main and preload are CommonJS: a sandboxed preload must be, and it lets one hook answer `require('electron')`.
  main: {
    resolve: { alias },
    build: {
      lib: { entry: 'electron/main.ts', formats: ['cjs'] },
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
    plugins: [vue()],
    build: {
      outDir: 'out/renderer',
      rolldownOptions: { input: resolve(import.meta.dirname, 'renderer/index.html') },
    },
  },
})
