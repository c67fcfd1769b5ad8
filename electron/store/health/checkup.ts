import {
  FINDINGS,
  levelOf,
  type Finding,
  type HealthCheckName,
  type VaultHealth,
} from '@shared/records/health'
import type { Result } from '@shared/errors'
import { text } from '../connection'
import type { Core } from '../core'
import { answered, refuse } from '../failures'
import { placeFindings } from '../place'
import type { VaultCheckup } from '../types'
import { readBook, writeBook, type HealthBook } from './book'
import { findingOf, sorted } from './findings'
import { checkAllPages } from './pages'
import { newPass, runPass, type PassState } from './pass'
import { repair } from './repair'
import { checkDrafts, checkImages, checkKeys, revisionOpens } from './rows'
import type { SealCopy, Verdict } from './seal-copy'
import { Source } from './source'
import { TrailWalk } from './trail'
import { ledgerRows } from '../erasure/ledger'

/** A clock this far behind the last entry was set back; less is two clocks that never agreed. */
const CLOCK_TOLERANCE_MS = 5 * 60_000
/** Rest after each step: next to nothing at the start, when somebody may wait for the result; long in the slow pass. */
const REST_MS = { trail: 2, pages: 0, whole: 0, records: 20 } as const satisfies Record<
  HealthCheckName,
  number
>

/** Those of every start say something only where they find something; the others also that they were made. */
const NOTED_WHEN_WELL = { trail: false, pages: false, whole: true, records: true } as const satisfies Record<
  HealthCheckName,
  boolean
>
/** More alarms of one check than this are counted and not listed: a torn file would fill the trail. */
const MOST_ALARMS = 50

/** A crash costs the slow pass this many steps. */
const STEPS_PER_NOTE = 50

interface Outcome {
  readonly counted: number
  readonly findings: readonly Finding[]
}

/** How the vault stands, what was found, and what is done about it. Lives from unlock to lock. */
export class Checkup implements VaultCheckup {
  private book: HealthBook | undefined
  /** Where the folder lies, the clock, the seal's copy: looked at once per unlock. */
  private atStart: readonly Finding[] = []
  /** What somebody met who wanted to read it, before any check came to it. */
  private met: readonly Finding[] = []
  private running: VaultHealth['running']
  private readonly stopping = new AbortController()
  private turn: Promise<unknown> = Promise.resolve()
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly core: Core,
    private readonly sealCopy: SealCopy,
    private readonly sweep: (known: ReadonlySet<string>) => Promise<void>,
  ) {
    core.onTrail((state) => sealCopy.note(state))
    core.onDamage((finding) => {
      if (this.met.some(({ findingId }) => findingId === finding.findingId)) return
      this.met = [...this.met, finding]
      this.tell()
      // Beside whoever met it: nobody waits for the trail to say so.
      void this.alone(() => this.alarm([finding]))
    })
  }

  begin(): Promise<Result<VaultHealth>> {
    return this.alone(async () => {
      const { core, sealCopy } = this
      const verdict = await core.connection.read((db) => sealCopy.compare(db))
      const restored = await sealCopy.wasRestored()
      if (!restored) await this.standing(verdict)
      this.atStart = [
        ...(verdict.is === 'rolledBack' && !restored
          ? [findingOf('rolledBack', { count: verdict.behind, at: verdict.at })]
          : []),
        ...(await this.clockFindings()),
        ...(await placeFindings(core.dataFolder)),
      ]
      // An alarm lasts until somebody answers it: the copy that raised it is not written over.
      if (verdict.is !== 'rolledBack' || restored) await this.follow()
      await this.alarm(this.atStart)
      return this.now()
    })
  }

  facts(): Promise<Result<VaultHealth>> {
    return answered(async () => {
      this.core.mustBeOpen()
      return this.now()
    })
  }

  check(name: HealthCheckName, signal?: AbortSignal): Promise<Result<VaultHealth>> {
    return this.alone(async () => {
      const stop = AbortSignal.any([this.stopping.signal, ...(signal === undefined ? [] : [signal])])
      const { core } = this
      this.running = { check: name, done: 0, of: 0 }
      this.tell()
      try {
        const onStep = (done: number): void => {
          if (this.running !== undefined) this.running = { ...this.running, done }
        }
        const options = { signal: stop, restMs: REST_MS[name], onStep }
        const { counted, findings } = await Source.reading(core.dataFolder, options, (source) =>
          this.look(name, source),
        )
        // The trail looks at every record anew; what is inside a picture's file only the slow pass knows.
        if (name !== 'pages')
          this.met = this.met.filter(({ code }) => name === 'trail' && code === 'imageFileDamaged')
        await this.keep((book) => ({
          ...book,
          checks: [
            ...book.checks.filter(({ check }) => check !== name),
            {
              check: name,
              at: core.now().toISOString(),
              ended: findings.length === 0 ? ('well' as const) : ('found' as const),
              counted,
            },
          ],
          found: { ...book.found, [name]: sorted(findings) },
        }))
        await this.alarm(findings)
        if (NOTED_WHEN_WELL[name])
          await answered(() => core.note({ what: 'integrity.checked', detail: `${name} ${counted}` }))
      } finally {
        this.running = undefined
        this.tell()
      }
      return this.now()
    })
  }

  accept(findingIds: readonly string[], reason: string): Promise<Result<VaultHealth>> {
    return this.alone(async () => {
      const { core } = this
      const open = (await this.now()).findings.filter(({ findingId }) => findingIds.includes(findingId))
      if (open.length === 0 || open.some(({ code }) => FINDINGS[code].remedy !== 'accept')) refuse('notFound')
      const detail = open.map(({ code }) => code).join(' ')
      await core.note({ what: 'vault.findingAccepted', detail })
      const acceptedAt = core.now().toISOString()
      await this.keep((book) => ({
        ...book,
        accepted: [
          ...book.accepted,
          ...open.map((one) => ({ ...one, acceptedAt, by: core.personId, reason })),
        ],
      }))
      if (open.some(({ code }) => code === 'rolledBack')) await this.follow()
      this.tell()
      return this.now()
    })
  }

  repair(findingId: string, backupFolder?: string): Promise<Result<VaultHealth>> {
    return this.alone(async () => {
      const one =
        (await this.now()).findings.find((open) => open.findingId === findingId) ?? refuse('notFound')
      await repair(this.core, one, backupFolder)
      this.met = this.met.filter((other) => other.findingId !== findingId)
      await this.keep((book) => ({
        ...book,
        // The same trouble found again is an alarm again.
        alarmed: book.alarmed.filter((id) => id !== findingId),
        found: Object.fromEntries(
          Object.entries(book.found).map(([check, found]) => [
            check,
            found.filter((other) => other.findingId !== findingId),
          ]),
        ),
      }))
      this.tell()
      return this.now()
    })
  }

  onChanged(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Breaks off what runs and leaves the seal's copy as new as the trail. */
  async end(): Promise<void> {
    this.stopping.abort()
    await this.turn
    await this.sealCopy.flush()
  }

  /** Writes each alarm into the audit trail once, whose it is with it where it is of one patient. */
  private async alarm(findings: readonly Finding[]): Promise<void> {
    const { alarmed } = await this.read()
    const fresh = sorted(findings).filter(
      ({ findingId, code }) => levelOf(code) === 'alarm' && !alarmed.includes(findingId),
    )
    if (fresh.length === 0) return
    const noted = await answered(() =>
      this.core.transact((work) => {
        for (const { code, patientId, id } of fresh.slice(0, MOST_ALARMS))
          work.record({
            what: 'integrity.alarm',
            detail: code,
            ...(patientId !== undefined && { patientId }),
            ...(id !== undefined && { docId: id }),
          })
        if (fresh.length > MOST_ALARMS)
          work.record({ what: 'integrity.alarm', detail: `${fresh.length - MOST_ALARMS} more` })
        return Promise.resolve()
      }),
    )
    if (noted.ok)
      await this.keep((book) => ({
        ...book,
        alarmed: [...book.alarmed, ...fresh.map((one) => one.findingId)],
      }))
  }

  private async look(name: HealthCheckName, source: Source): Promise<Outcome> {
    const { core } = this
    if (name === 'pages' || name === 'whole') {
      const how = name === 'pages' ? 'quick_check' : 'integrity_check'
      const { pages, findings } = await checkAllPages(source, how)
      return { counted: pages, findings }
    }
    if (name === 'records') return this.pass(source)
    const ledger = await source.step((db) => ledgerRows(db, core.keys, core.vaultId))
    const walk = new TrailWalk(core.chain, revisionOpens(core), ledger)
    const { entries, revisions, findings } = await walk.run(source)
    // Only a whole trail tells which files belong to nobody.
    if (findings.length === 0) await this.sweep(walk.liveImages)
    const more = [
      ...(await checkKeys(core, source)),
      ...(await checkDrafts(core, source)),
      ...(await checkImages(core, source)),
    ]
    return { counted: entries + revisions, findings: [...findings, ...more] }
  }

  private async pass(source: Source): Promise<Outcome> {
    const { core } = this
    let state: PassState = (await this.read()).pass ?? newPass(core.now().toISOString())
    try {
      let steps = 0
      state = await runPass(core, source, state, async (next) => {
        state = next
        steps += 1
        if (steps % STEPS_PER_NOTE === 0) await this.keep((book) => ({ ...book, pass: state }))
      })
    } catch (error) {
      // Where it was broken off it goes on, tomorrow if need be.
      await this.keep((book) => ({ ...book, pass: state }))
      throw error
    }
    await this.keep(({ pass: _ended, ...book }) => book)
    return state
  }

  /** A copy that is gone or does not open is made anew: only this note remembers it. */
  private async standing({ is }: Verdict): Promise<void> {
    const { where } = this.sealCopy
    const gone = is === 'none' && where !== undefined && (await this.read()).sealCopies.includes(where)
    if (!gone && is !== 'unreadable') return
    const at = this.core.now().toISOString()
    await this.keep((book) => ({
      ...book,
      standing: sorted([...book.standing, findingOf('sealCopyGone', { at, seq: this.core.trailState.seq })]),
    }))
  }

  private async clockFindings(): Promise<Finding[]> {
    const row = await this.core.connection.read((db) => db.get('SELECT max(at) AS at FROM audit'))
    const at = row === undefined || row['at'] === null ? undefined : text(row, 'at')
    const back = at !== undefined && Date.parse(at) - this.core.now().getTime() > CLOCK_TOLERANCE_MS
    return back ? [findingOf('clockBack', { at })] : []
  }

  private async follow(): Promise<void> {
    const { where } = this.sealCopy
    if (where === undefined) return
    await this.sealCopy.follow(this.core.trailState)
    const { sealCopies } = await this.read()
    if (!sealCopies.includes(where))
      await this.keep((book) => ({ ...book, sealCopies: [...sealCopies, where] }))
  }

  private async now(): Promise<VaultHealth> {
    const { checks, found, standing, accepted } = await this.read()
    const known = new Set(accepted.map(({ findingId }) => findingId))
    const findings = sorted([...this.atStart, ...standing, ...Object.values(found).flat(), ...this.met])
    return {
      checks,
      ...(this.running === undefined ? {} : { running: this.running }),
      findings: findings.filter(({ findingId }) => !known.has(findingId)),
      accepted,
    }
  }

  private async read(): Promise<HealthBook> {
    return (this.book ??= await readBook(this.core))
  }

  /** What cannot be written (disk full, damaged page) is known until the lock and found again. */
  private async keep(change: (book: HealthBook) => HealthBook): Promise<void> {
    this.book = change(await this.read())
    await answered(() => writeBook(this.core, this.book ?? refuse('damaged')))
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }

  /** One thing at a time. */
  private alone<T>(work: () => Promise<T>): Promise<Result<T>> {
    const turn = this.turn.then(() =>
      answered(() => {
        this.core.mustBeOpen()
        if (this.stopping.signal.aborted) refuse('locked')
        return work()
      }),
    )
    this.turn = turn.catch(() => undefined)
    return turn
  }
}
