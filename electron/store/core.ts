import type { Result } from '@shared/errors'
import { CHAIN_START, type Chain, type ChainEntry, type ChainState, type SealedEntry } from './chain'
import type { Connection, Reader, Writer } from './connection'
import { answered, refuse } from './failures'
import type { PatientKeys } from './patient-keys'
import type { KeySet } from './sealing'
import type { AuditEntry } from './types'

/** A transaction under way, with what becomes true only when it commits. */
export interface Work {
  readonly db: Writer
  /** One instant for all that the transaction writes. */
  readonly at: string
  readonly madeKeys: Map<string, KeySet>
  readonly record: (entry: Omit<ChainEntry, keyof AuditEntry> & Omit<AuditEntry, 'by'>) => void
  readonly afterCommit: (action: () => void) => void
}

/** How a repository reaches the database: by its own turn in the queue, or inside a transaction. */
export type Run<Handle> = <T>(work: (handle: Handle) => Promise<T>) => Promise<Result<T>>

/** What all repositories of one unlock share. */
export class Core {
  private chainState: ChainState = CHAIN_START
  private open = true

  constructor(
    readonly connection: Connection,
    readonly dataFolder: string,
    readonly vaultId: string,
    readonly deviceId: string,
    readonly personId: string,
    readonly keys: KeySet,
    readonly patientKeys: PatientKeys,
    readonly chain: Chain,
    readonly now: () => Date,
  ) {}

  async loadChain(): Promise<void> {
    this.chainState = await this.connection.read((db) => this.chain.load(db))
  }

  readonly read: Run<Reader> = (work) =>
    answered(() =>
      this.connection.read((db) => {
        this.mustBeOpen()
        return work(db)
      }),
    )

  readonly write: Run<Work> = (work) => answered(() => this.transact(work))

  async transact<T>(work: (handle: Work) => Promise<T>): Promise<T> {
    const actions: (() => void)[] = []
    const madeKeys = new Map<string, KeySet>()
    const entries: SealedEntry[] = []
    return this.connection.transaction(
      async (db) => {
        this.mustBeOpen()
        const at = this.now().toISOString()
        const value = await work({
          db,
          at,
          madeKeys,
          record: (entry) => {
            const before = entries.at(-1)?.state ?? this.chainState
            entries.push(this.chain.seal(before, at, { ...entry, by: this.personId }))
          },
          afterCommit: (action) => actions.push(action),
        })
        await this.chain.save(db, entries)
        return value
      },
      () => {
        this.chainState = entries.at(-1)?.state ?? this.chainState
        this.patientKeys.keep(madeKeys)
        for (const action of actions) action()
      },
    )
  }

  mustBeOpen(): void {
    if (!this.open) refuse('locked')
  }

  get isOpen(): boolean {
    return this.open
  }

  /** Waits for what is under way, then wipes every key. */
  async shut(): Promise<void> {
    this.open = false
    await this.connection.read(() => Promise.resolve())
    this.patientKeys.wipe()
    this.keys.wipe()
  }
}
