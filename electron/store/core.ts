import type { Result } from '@shared/errors'
import type { Finding } from '@shared/records/health'
import { CHAIN_START, type Chain, type ChainEntry, type ChainState, type SealedEntry } from './chain'
import { integer, type Connection, type Reader, type Writer } from './connection'
import { answered, refuse } from './failures'
import type { PatientKeys } from './patient-keys'
import type { Json } from './json-patch'
import type { KeySet } from './sealing'
import type { AuditEntry } from './types'

/** An audit entry before its author and device are added. */
export type RecordedEntry = Omit<ChainEntry, keyof AuditEntry> &
  Omit<AuditEntry, 'by' | 'device'> & {
    /** Nobody knows by whom; otherwise it is who unlocked. */
    readonly by?: null
  }

/** A transaction under way, with what becomes true only when it commits. */
export interface Work {
  readonly db: Writer
  /** One instant for all that the transaction writes. */
  readonly at: string
  readonly madeKeys: Map<string, KeySet>
  readonly record: (entry: RecordedEntry) => void
  readonly afterCommit: (action: () => void) => void
}

/** How a repository reaches the database: by its own turn in the queue, or inside a transaction. */
export type Run<Handle> = <T>(work: (handle: Handle) => Promise<T>) => Promise<Result<T>>

/** A draft as it was saved last: what the next save is compared with. */
export interface CachedDraft {
  readonly body: Json
  /** A draft stays with the patient it was started for. */
  readonly patientId: string
  readonly sequence: number
  readonly startedAt: string
  /** Saves of it that stand in the journal. */
  readonly entries: number
}

/** What all repositories of one unlock share. */
export class Core {
  private chainState: ChainState = CHAIN_START
  /** The last number given to a revision: we are the only writer. */
  private lastDocument = 0
  private open = true
  /** By exam id. Only what was committed. */
  readonly drafts = new Map<string, CachedDraft>()
  private tellDamage: (finding: Finding) => void = () => undefined
  private followTrail: (state: ChainState) => void = () => undefined

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
    await this.connection.read(async (db) => {
      this.chainState = await this.chain.load(db)
      const row = await db.get("SELECT seq FROM sqlite_sequence WHERE name = 'document_revision'")
      this.lastDocument = row === undefined ? 0 : integer(row, 'seq')
    })
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
    this.mustBeOpen()
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
            entries.push(this.chain.seal(before, at, this.signed(entry)))
          },
          afterCommit: (action) => actions.push(action),
        })
        await this.chain.save(db, entries)
        return value
      },
      () => {
        this.moved(entries.at(-1)?.state ?? this.chainState)
        this.patientKeys.keep(madeKeys)
        for (const action of actions) action()
      },
    )
  }

  /** One entry of the audit trail by itself. */
  async note(entry: RecordedEntry): Promise<void> {
    await this.transact((work) => {
      work.record(entry)
      return Promise.resolve()
    })
  }

  private signed(entry: RecordedEntry): ChainEntry {
    return { by: this.personId, ...entry, device: this.deviceId }
  }

  /** The number and the audit row of a revision that is saved by itself. */
  sealAlone(at: string, entry: (seq: number) => RecordedEntry): { seq: number; row: SealedEntry } {
    const seq = this.lastDocument + 1
    return { seq, row: this.chain.seal(this.chainState, at, this.signed(entry(seq))) }
  }

  /** After its commit. */
  savedAlone(seq: number, row: SealedEntry): void {
    this.moved(row.state)
    this.lastDocument = seq
  }

  /** After the commit of a transaction that wrote revisions up to this number. */
  savedUpTo(seq: number): void {
    this.lastDocument = seq
  }

  /** Where the audit trail ends. */
  get trailState(): ChainState {
    return this.chainState
  }

  /** `tell` hears of what was found damaged by somebody who wanted to read it. */
  onDamage(tell: (finding: Finding) => void): void {
    this.tellDamage = tell
  }

  damaged(finding: Finding): void {
    this.tellDamage(finding)
  }

  /** `follow` is told after each commit that added to the trail. */
  onTrail(follow: (state: ChainState) => void): void {
    this.followTrail = follow
  }

  private moved(state: ChainState): void {
    if (state.seq === this.chainState.seq) return
    this.chainState = state
    this.followTrail(state)
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
    this.drafts.clear()
    this.patientKeys.wipe()
    this.keys.wipe()
  }
}
