import { setTimeout as wait } from 'node:timers/promises'
import { endIndexThread, startIndexThread } from '../../electron/store/index-client'

/** Starts and ends the thread of the index over and over, a little later each time. `node bundle.cjs <worker>`. */
async function run(workerFile: string | undefined): Promise<void> {
  for (let n = 0; n < 120; n += 1) {
    const thread = startIndexThread(workerFile)
    await wait((n % 60) / 2)
    await endIndexThread(thread)
  }
  process.stdout.write('still here\n')
}

void run(process.argv[2])
