import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { hexTag, type ChainState } from '../chain'
import { blob, type Reader } from '../connection'
import { isNodeError, StoreFailure } from '../failures'
import { place, sealJson, unsealJson } from '../sealing'

/**
 * A copy of the trail's last number and tag outside the data folder, in a place of this user on this machine. It may
 * lag behind; the trail must always be a continuation of it. A data folder that was rolled back to an older state, or
 * exchanged for one, is not (ruling 35). Whoever can write in both places can roll back both.
 */
const copied = z.object({ seq: z.int().nonnegative(), tag: z.string(), at: z.iso.datetime() })
type Copied = z.infer<typeof copied>

/** At most one write in this time while somebody works. */
const WRITE_AFTER_MS = 1_000

/** `behind`: how many entries the copy knows and the vault does not, 0 when they only differ. */
export type Verdict =
  | { readonly is: 'none' | 'unreadable' | 'continues' }
  | { readonly is: 'rolledBack'; readonly behind: number; readonly at: string }

const fileOf = (folder: string, vaultId: string): string => join(folder, `${vaultId}.seal`)
const restoredFile = (folder: string, vaultId: string): string => join(folder, `${vaultId}.restored`)

/** Says that a person put a backup in place of this vault: its going back is no alarm. */
export async function noteRestore(folder: string | undefined, vaultId: string): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const file = await open(restoredFile(folder, vaultId), 'w')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

export class SealCopy {
  private following = false
  private wanted: ChainState | undefined
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()

  /** @param folder undefined: none is kept, as in most tests */
  constructor(
    private readonly folder: string | undefined,
    private readonly vaultId: string,
    private readonly key: Uint8Array,
    private readonly now: () => Date,
  ) {}

  /** Names this place on this machine without telling it. */
  get where(): string | undefined {
    if (this.folder === undefined) return undefined
    return createHash('sha256')
      .update(`${hostname()}|${this.folder}|${this.vaultId}`)
      .digest('hex')
      .slice(0, 16)
  }

  /** Holds the copy against the trail. */
  async compare(db: Reader): Promise<Verdict> {
    const copy = await this.read()
    if (copy === undefined) return { is: 'none' }
    if (copy === 'unreadable') return { is: 'unreadable' }
    if (copy.seq === 0) return { is: 'continues' }
    const row = await db.get('SELECT sealed FROM audit WHERE seq = ?', [copy.seq])
    if (row !== undefined && hexTag(blob(row, 'sealed')) === copy.tag) return { is: 'continues' }
    const last = await db.get('SELECT coalesce(max(seq), 0) AS n FROM audit')
    const there = typeof last?.['n'] === 'number' ? last['n'] : 0
    return { is: 'rolledBack', behind: Math.max(0, copy.seq - there), at: copy.at }
  }

  /** Whether a person restored a backup since the last unlock. */
  async wasRestored(): Promise<boolean> {
    if (this.folder === undefined) return false
    return readFile(restoredFile(this.folder, this.vaultId)).then(
      () => true,
      () => false,
    )
  }

  /** From now on the copy follows the trail. */
  async follow(state: ChainState): Promise<void> {
    this.following = true
    this.note(state)
    await this.flush()
    if (this.folder !== undefined) await rm(restoredFile(this.folder, this.vaultId), { force: true })
  }

  /** To be called after each commit; writes a moment later. */
  note(state: ChainState): void {
    if (!this.following || this.folder === undefined) return
    this.wanted = state
    this.timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref()
  }

  /** Writes now what is still to be written. A copy that cannot be written lags, and is tried again. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const { wanted, folder } = this
    this.wanted = undefined
    if (wanted !== undefined && folder !== undefined)
      this.writing = this.writing.then(() => this.write(folder, wanted)).catch(() => undefined)
    await this.writing
  }

  private async write(folder: string, { seq, tag }: ChainState): Promise<void> {
    const body: Copied = { seq, tag, at: this.now().toISOString() }
    const file = fileOf(folder, this.vaultId)
    await mkdir(folder, { recursive: true })
    const part = await open(`${file}.part`, 'w')
    try {
      await part.writeFile(sealJson(this.key, this.place(), body))
      await part.sync()
    } finally {
      await part.close()
    }
    await rename(`${file}.part`, file)
  }

  private async read(): Promise<Copied | 'unreadable' | undefined> {
    if (this.folder === undefined) return undefined
    try {
      const sealed = await readFile(fileOf(this.folder, this.vaultId))
      return copied.parse(unsealJson(this.key, this.place(), sealed))
    } catch (error) {
      if (isNodeError(error, 'ENOENT')) return undefined
      if (error instanceof StoreFailure || error instanceof z.ZodError || isNodeError(error, 'EACCES'))
        return 'unreadable'
      throw error
    }
  }

  private place(): string {
    return place('audit', 'seal_copy', this.vaultId)
  }
}
