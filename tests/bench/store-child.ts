import { benchStore } from './bench-store'

/**
 * The store measured in a process that holds nothing else, as the app's main process: beside the tools of the tests every
 * megabyte that passes is collected with all that they keep in memory. `node bundle.cjs <worker>`; prints the rows.
 */
void benchStore(process.argv[2] ?? '').then((rows) => process.stdout.write(JSON.stringify(rows)))
