/** Import directions between the rooms. The picture and the reasons are in ARCHITECTURE.md. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-cycle', 'A cycle has no first thing to read.', {}, { circular: true }),
    rule(
      'shared-is-pure',
      'shared imports Zod and nothing else.',
      { path: '^shared/' },
      { pathNot: ['^shared/', '^node_modules/zod/'] },
    ),
    rule(
      'renderer-sees-shared',
      'renderer never imports electron or tests.',
      { path: '^renderer/' },
      { path: '^(electron|tests)/' },
    ),
    rule(
      'renderer-is-no-node',
      'The renderer runs sandboxed.',
      { path: '^renderer/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'electron-sees-shared',
      'electron never imports renderer or tests.',
      { path: '^electron/' },
      { path: '^(renderer|tests)/' },
    ),
    rule(
      'sqlite-in-connection',
      'One connection, one queue: only store/connection.ts opens sqlite3 (the bench takes its floor from it too).',
      { path: '^electron/', pathNot: '^electron/store/(connection|index-worker)\\.ts$' },
      { path: '^node_modules/sqlite3/' },
    ),
    rule(
      'store-is-lowest',
      'Downward only: main, ipc, services, store.',
      { path: '^electron/store/' },
      { path: '^electron/(ipc|services|print|main\\.ts|preload\\.ts)' },
    ),
    rule(
      'services-below-ipc',
      'A use case does not know who calls it.',
      { path: '^electron/(services|print)/' },
      { path: '^electron/(ipc/|main\\.ts|preload\\.ts)' },
    ),
    rule(
      'ipc-through-services',
      'Handlers call services, never the store.',
      { path: '^electron/ipc/' },
      { path: '^electron/(store|print)/' },
    ),
    rule(
      'preload-is-thin',
      'The sandboxed preload needs the channel names and nothing else.',
      { path: '^electron/preload\\.ts$' },
      { pathNot: ['^shared/ipc/channels\\.ts$', '^node_modules/electron/', '^electron$'] },
    ),
    rule(
      'ui-is-dumb',
      'Presentational parts know neither store nor api.',
      { path: '^renderer/ui/' },
      { path: '^renderer/', pathNot: '^renderer/(ui|styles|language)/' },
    ),
    rule(
      'features-apart',
      'One place a clinician goes does not import another.',
      { path: '^renderer/(patients|exam|images|handout|letter|texts|settings|unlock)/' },
      {
        path: '^renderer/(patients|exam|images|handout|letter|texts|settings|unlock)/',
        pathNot: '^renderer/$1/',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require('node:path').resolve(__dirname, '../tests/tsconfig.json') },
    enhancedResolveOptions: { extensions: ['.ts', '.vue', '.mjs', '.cjs', '.js', '.json'] },
  },
}
