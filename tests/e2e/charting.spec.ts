import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from '../root'
import { Driver } from '../bench/charting/driver'
import { safetyOf } from '../bench/charting/safety'
import { SCRIPTS } from '../bench/charting/scripts'
import { onStage } from '../bench/charting/stage'
import { expect, test } from './launch'

/** By its own command: it bundles parts of the app, which a test of the built app does not. */
const seal = (dataFolder: string): Promise<unknown> =>
  promisify(execFile)(
    process.execPath,
    ['electron/runtime/start/run-script.mjs', 'tests/bench/charting/seal.ts', dataFolder],
    { cwd: root },
  )

for (const script of SCRIPTS)
  test(`${script.id} stays within its inputs, by keyboard alone, and nothing in it is unsaid: ${script.what}`, async () => {
    test.setTimeout(240_000)
    const { inputs, seconds, safety } = await onStage(seal, async (stage) => {
      const since = new Date().toISOString()
      const driver = await Driver.of(stage.page, 'keys alone')
      await script.play(driver, stage)
      await driver.checkHeard()
      const { inputs: counted, seconds: modelled } = driver
      return {
        inputs: counted,
        seconds: modelled,
        safety: await safetyOf(stage.page, script.patient, script.sides, since),
      }
    })
    expect(inputs).toBeLessThanOrEqual(script.limit.inputs)
    expect(seconds).toBeLessThanOrEqual(script.limit.seconds)
    expect(safety).toMatchObject({ unattested: 0, wrongSides: 0, redFlagsUnasked: 0 })
    // It does say something, and not only what the last one said.
    expect(safety.sameAsLastNote).toBeLessThan(1)
  })
