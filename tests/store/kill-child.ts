import { appendFileSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { openVaultFolder } from '../../electron/store/vault'
import type { Result } from '../../shared/errors'

/**
 * Saves without end until it is killed, and notes each save only after it was acknowledged. Run by kill.test.ts:
 * `node bundle.cjs <data folder> <worker> <person> <passphrase> <note file>`.
 */
const [dataFolder = '', indexWorker = '', personId = '', passphrase = '', notes = ''] = process.argv.slice(2)

const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(result.error.code)
}

async function run(): Promise<never> {
  const folder = openVaultFolder({ dataFolder, indexWorker, kdf: { cost: 16, blockSize: 8, parallel: 1 } })
  const vault = value(await folder.unlock({ personId, passphrase }))
  const patientId = uuidv7()
  const draftId = uuidv7()
  process.stdout.write('saving\n')
  for (let n = 0; ; n += 1) {
    const docId = uuidv7()
    const body = { n, text: 'x'.repeat(2000) }
    value(await vault.documents.put({ kind: 'exam', docId, patientId, baseRevision: 0, body }))
    appendFileSync(notes, `exam ${docId} ${n}\n`)
    value(await vault.drafts.put({ examId: draftId, patientId, baseSequence: n, body }))
    appendFileSync(notes, `draft ${draftId} ${n}\n`)
    if (n % 7 === 0) {
      const imageId = uuidv7()
      const writer = value(await vault.images.begin({ imageId, patientId, examId: docId }))
      value(await writer.append(Buffer.alloc(300_000, n)))
      value(await writer.finish(() => Promise.resolve({ ok: true, value: { n } })))
      appendFileSync(notes, `image ${imageId} ${n}\n`)
    }
    if (n % 10 === 0) value(await vault.idle())
  }
}

void run()
