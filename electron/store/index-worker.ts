import { randomUUID } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { blob, Connection, loadEngine, text } from './connection'
import { documentPlace, readHead } from './document-identity'
import { StoreFailure } from './failures'
import { MemoryIndex, type IndexedPatient } from './index-memory'
import type { WorkerAnswer, WorkerMessage, WorkerOpening, WorkerRequest } from './index-protocol'
import { isSearchable } from './index-schema'
import { restoreSnapshot, sealSnapshot } from './index-snapshot'
import { keyPlace } from './patient-keys'
import { KeySet, unsealJson } from './sealing'

/** Rows read and indexed between two looks at the mailbox. */
const STEP = 500

/**
 * The index in a thread of its own: it reads the vault itself, opens what it indexes, and is ended at the lock, so
 * that no clear text outlives it. It never writes to the vault.
 */
class IndexWorker {
  private watermark = 0
  /** Watermark of the snapshot that the vault holds. */
  private stored: number | undefined
  private restored = false
  private filled = false
  private ending = false
  private readonly begun: Promise<void>
  private work: Promise<void>

  private constructor(
    private readonly data: WorkerOpening,
    private readonly vault: Connection,
    private index: MemoryIndex,
  ) {
    this.begun = this.start()
    this.work = this.begun.then(() => this.fill())
  }

  static async open(data: WorkerOpening): Promise<IndexWorker> {
    const vault = await Connection.open(data.vaultFile, 'readOnly')
    return new IndexWorker(data, vault, await MemoryIndex.create())
  }

  async answer(request: WorkerRequest): Promise<WorkerAnswer> {
    if (request.do === 'changed') {
      this.work = this.work.then(() => this.catchUp())
      return { done: true }
    }
    await this.begun
    // While the first filling runs, what is there already answers; afterwards every save is waited for.
    if (this.filled || request.do === 'ready' || request.do === 'dump') await this.work
    switch (request.do) {
      case 'search':
        return { ...(await this.index.search(request.text, request.limit)), indexing: !this.filled }
      case 'similar':
        return { patientIds: await this.index.similar(request.person, request.limit, request.except) }
      case 'ready':
        return { restored: this.restored, patients: await this.index.count() }
      case 'dump': {
        if (this.watermark === this.stored) return { chunks: [] }
        const facts = { version: this.index.version, watermark: this.watermark, generation: randomUUID() }
        const chunks = sealSnapshot(this.data.indexKey, await this.index.dump(), facts)
        this.stored = facts.watermark
        return { chunks }
      }
    }
  }

  /** Stops what runs at its next step and closes both databases. A filling that failed was told to those who asked. */
  async end(): Promise<void> {
    this.ending = true
    await this.work.catch(() => undefined)
    await this.index.close()
    await this.vault.close()
  }

  private async start(): Promise<void> {
    const watermark = await this.vault.read((db) => restoreSnapshot(this.data.indexKey, db, this.index))
    if (watermark === undefined) {
      await this.index.close()
      this.index = await MemoryIndex.create()
    } else {
      this.watermark = watermark
      this.stored = watermark
      this.restored = true
      await this.forgetErased()
    }
  }

  private async fill(): Promise<void> {
    await this.catchUp()
    this.filled = true
  }

  /** An erased patient's names leave the index although the snapshot still has them (ruling 34). */
  private async forgetErased(): Promise<void> {
    const rows = await this.vault.read((db) =>
      db.all('SELECT patient_id FROM patient_key WHERE wrapped IS NULL'),
    )
    await this.index.remove(rows.map((row) => text(row, 'patient_id')))
  }

  private async catchUp(): Promise<void> {
    while (!this.ending) {
      const rows = await this.vault.read((db) =>
        db.all(
          `SELECT d.*, k.wrapped FROM document_revision d JOIN patient_key k ON k.patient_id = d.patient_id
           WHERE d.kind = 'patient' AND d.seq > ? AND k.wrapped IS NOT NULL ORDER BY d.seq LIMIT ?`,
          [this.watermark, STEP],
        ),
      )
      const patients: IndexedPatient[] = []
      for (const row of rows) {
        const patientHead = readHead(row)
        this.watermark = patientHead.seq
        try {
          const keys = KeySet.unwrap(
            this.data.patientKeysKey,
            keyPlace(text(row, 'patient_id')),
            blob(row, 'wrapped'),
            text(row, 'patient_id'),
          )
          const body = unsealJson(keys.for('documents'), documentPlace(patientHead), blob(row, 'sealed'))
          keys.wipe()
          if (isSearchable(body)) patients.push({ ...body, patientId: text(row, 'patient_id') })
        } catch (error) {
          // A damaged document costs itself; the directory names it, the index goes on.
          if (!(error instanceof StoreFailure)) throw error
        }
      }
      await this.index.put(patients)
      if (rows.length < STEP) break
    }
  }
}

const port = parentPort
if (port !== null) {
  let worker: Promise<IndexWorker> | undefined
  const answer = async (request: WorkerRequest): Promise<WorkerAnswer> => {
    if (worker === undefined) throw new Error('The index was asked before it was opened')
    return (await worker).answer(request)
  }
  const engine = loadEngine()
  const leave = async (): Promise<void> => {
    await engine.catch(() => undefined)
    await worker?.then((opened) => opened.end()).catch(() => undefined)
    port.close()
  }
  port.on('message', (message: WorkerMessage) => {
    if ('goodbye' in message) {
      void leave()
      return
    }
    if ('open' in message) {
      worker = IndexWorker.open(message.open)
      // Those who ask are told.
      worker.catch(() => undefined)
      return
    }
    const { id } = message
    answer(message.request).then(
      (answered) => port.postMessage({ id, answer: answered }),
      (error: unknown) =>
        port.postMessage({ id, failed: error instanceof Error ? error.message : 'unknown' }),
    )
  })
}
