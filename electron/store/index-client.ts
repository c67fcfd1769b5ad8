import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Core } from './core'
import { answered, refuse, StoreFailure } from './failures'
import { vaultFile } from './files'
import type { WorkerAnswers, WorkerOpening, WorkerRequest } from './index-protocol'
import { SNAPSHOT_NAME } from './index-snapshot'
import type { SearchIndex } from './types'

interface Waiting {
  readonly thread: Worker
  readonly resolve: (answer: never) => void
  readonly reject: (error: Error) => void
}

/**
 * The thread, still without a key. It is started while a passphrase is being stretched, so that it stands ready
 * when the key is there.
 */
export function startIndexThread(workerFile: string | undefined): Worker {
  const worker = new Worker(workerFile ?? join(__dirname, 'index-worker.js'))
  // A thread that cannot start tells those who ask it; until somebody does, it must not end the process.
  worker.on('error', () => undefined)
  return worker
}

/**
 * Resolves when the thread is gone, and with it every clear word of the index. The thread is asked to leave and not cut
 * off: `terminate()` while it loads or runs SQLite aborts the whole process. One that does not leave is cut off at last,
 * because a lock that never ends would be worse.
 */
export async function endIndexThread(worker: Worker, patienceMs = PATIENCE_MS): Promise<void> {
  if (worker.threadId === GONE) return
  let timer: NodeJS.Timeout | undefined
  await new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
    worker.postMessage({ goodbye: true })
    timer = setTimeout(() => void worker.terminate(), patienceMs)
  })
  clearTimeout(timer)
}

/** Far longer than the longest step between two looks at the mailbox. */
const PATIENCE_MS = 15_000

/** What Node gives as the id of a thread that ended. */
const GONE = -1

/** Long enough for the first list to be read. */
const START_AFTER_MS = 60

/** The main side of the index: asks the worker, and stores the snapshots that it seals. */
export class IndexClient {
  private worker: Worker | undefined
  private readonly starting: NodeJS.Timeout
  private readonly waiting = new Map<number, Waiting>()
  private nextId = 1
  /** The goodbye is on its way: what is still asked meets a closed index, which is no fault of the index. */
  private ending = false
  /** Whether anything changed since the stored snapshot. */
  private stale = true
  /** Rises when somebody is forgotten: what an older thread says is not stored any more. */
  private epoch = 0

  /**
   * @param thread started already, or undefined
   * @param workerFile the built worker
   */
  constructor(
    private readonly core: Core,
    private thread: Worker | undefined,
    private readonly workerFile: string | undefined,
  ) {
    // The list of recents comes first: the index opens with the first question, or when that is through.
    this.starting = setTimeout(() => {
      // A thread that cannot be had is told to whoever asks.
      void this.ask('ready', { do: 'ready' }).catch(() => undefined)
    }, START_AFTER_MS)
    this.starting.unref()
  }

  private started(): Worker {
    if (this.worker !== undefined) return this.worker
    clearTimeout(this.starting)
    const worker = this.thread ?? startIndexThread(this.workerFile)
    this.thread = undefined
    worker.on('message', (message: { id: number; answer?: unknown; failed?: string }) => {
      const waiting = this.waiting.get(message.id)
      this.waiting.delete(message.id)
      if (message.answer === undefined)
        waiting?.reject(
          this.ending
            ? new StoreFailure({ code: 'locked' })
            : new Error(`Index worker: ${message.failed ?? 'no answer'}`),
        )
      else waiting?.resolve(message.answer as never)
    })
    worker.on('error', (error) => this.fell(worker, error))
    worker.on('exit', () => this.fell(worker, new Error('Index worker ended')))
    const open: WorkerOpening = {
      vaultFile: vaultFile(this.core.dataFolder),
      indexKey: Uint8Array.from(this.core.keys.for('index')),
      patientKeysKey: Uint8Array.from(this.core.keys.for('patientKeys')),
    }
    worker.postMessage({ open })
    this.worker = worker
    return worker
  }

  readonly api: SearchIndex = {
    search: (text, limit) => answered(() => this.ask('search', { do: 'search', text, limit })),
    similar: (person, limit, except) =>
      answered(async () => {
        const { given, family, preferred, otherScript, bornOn, phone } = person
        const plain = { given, family, preferred, otherScript, bornOn, phone }
        return (await this.ask('similar', { do: 'similar', person: plain, limit, except })).patientIds
      }),
    ready: () => answered(() => this.ask('ready', { do: 'ready' })),
  }

  /** To be called after a patient document is committed. */
  changed(): void {
    this.stale = true
    if (!this.ending && this.worker !== undefined)
      void this.ask('changed', { do: 'changed' }).catch(() => undefined)
  }

  /** Stores a snapshot if anything changed since the last. */
  async save(): Promise<void> {
    // A thread that never started has seen nothing new; what was saved meanwhile is caught up with next time.
    if (!this.stale || this.ending || this.worker === undefined) return
    this.stale = false
    const { epoch } = this
    const { chunks } = await this.ask('dump', { do: 'dump' })
    if (chunks.length === 0) return
    await this.core.connection.transaction(async (db) => {
      if (epoch !== this.epoch) return
      await db.run('DELETE FROM snapshot WHERE name = ?', [SNAPSHOT_NAME])
      for (const [chunk, sealed] of chunks.entries()) {
        await db.run('INSERT INTO snapshot (name, chunk, sealed) VALUES (?, ?, ?)', [
          SNAPSHOT_NAME,
          chunk,
          sealed,
        ])
      }
    })
  }

  /**
   * An erased patient's words go with the thread that knew them; the next question starts another, which reads the
   * documents anew. Taking the words out of the index would leave them in its pages.
   */
  async forget(): Promise<void> {
    this.epoch += 1
    this.stale = true
    const { worker } = this
    this.worker = undefined
    if (worker !== undefined) await endIndexThread(worker)
  }

  /** Ends the thread and with it every clear word of the index. */
  async end(): Promise<void> {
    clearTimeout(this.starting)
    this.ending = true
    const thread = this.worker ?? this.thread
    if (thread !== undefined) await endIndexThread(thread)
  }

  private async ask<N extends keyof WorkerAnswers>(
    _what: N,
    request: WorkerRequest & { do: N },
  ): Promise<WorkerAnswers[N]> {
    if (this.ending || !this.core.isOpen) return refuse('locked')
    const id = this.nextId
    this.nextId += 1
    return new Promise<WorkerAnswers[N]>((resolve, reject) => {
      const thread = this.started()
      this.waiting.set(id, { thread, resolve, reject })
      thread.postMessage({ id, request })
    })
  }

  /** A thread that fell over costs its questions; the next question starts another. */
  private fell(thread: Worker, error: Error): void {
    if (this.worker === thread) this.worker = undefined
    const why = this.ending ? new StoreFailure({ code: 'locked' }) : error
    for (const [id, waiting] of this.waiting) {
      if (waiting.thread !== thread) continue
      this.waiting.delete(id)
      waiting.reject(why)
    }
  }
}
