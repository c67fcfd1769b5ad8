import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import type { Worker } from 'node:worker_threads'
import { v7 as uuidv7 } from 'uuid'
import type { Result } from '@shared/errors'
import { Chain } from './chain'
import { Connection, text } from './connection'
import { sweepRehearsal } from './backup/rehearse'
import { putInPlace } from './backup/replace'
import { copyBackup, incomingFolder } from './backup/restore'
import { listBackups } from './backup/sets'
import { Core } from './core'
import { honourLedger } from './erasure/erase'
import { answered, refuse, unwrap } from './failures'
import { imageFolder, vaultFile } from './files'
import { hasImages, removeVault, setAside } from './folder-files'
import { noteRestore, SealCopy } from './health/seal-copy'
import { sweepHalfImages } from './images'
import { endIndexThread, IndexClient, startIndexThread } from './index-client'
import { removePin, Slots, type Lock } from './keyring'
import { sealNotes } from './locked-notes'
import { migrate } from './migrate'
import { openVault } from './open-vault'
import { PatientKeys } from './patient-keys'
import { PinSlots } from './pin-slots'
import { dataPlace, type DataPlace } from './place'
import { MARKER, proveSealed } from './proof'
import { foldCode, newRecoveryCode, readRecoveryCode } from './recovery-code'
import { KeySet } from './sealing'
import { DEFAULT_KDF } from './stretch'
import type { FolderStatus, OpenVault, SealProof, VaultFolder, VaultOptions } from './types'
import { holdsLostVault, readFacts, type VaultFacts } from './vault-facts'

class Folder implements VaultFolder {
  private opening: Promise<Connection> | undefined
  private opened: OpenVault | undefined
  private place: Promise<DataPlace> | undefined
  /** The code of a vault that was made and is not confirmed yet; nowhere but here. */
  private unconfirmed: readonly string[] | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private readonly now: () => Date

  constructor(private readonly options: VaultOptions) {
    this.now = options.now ?? (() => new Date())
  }

  async status(): Promise<Result<FolderStatus>> {
    const place = await (this.place ??= dataPlace(this.options.dataFolder))
    const without = (state: FolderStatus['state'], unfinished = false): FolderStatus => ({
      state,
      unfinished,
      clinicName: '',
      people: [],
      retryAfterMs: 0,
      place,
    })
    const result = await answered(async () => {
      if (!existsSync(vaultFile(this.options.dataFolder))) {
        // Sealed images without the vault that names them are not a fresh start.
        return without((await hasImages(this.options.dataFolder)) ? 'damaged' : 'new')
      }
      const connection = await this.connection()
      return connection.read(async (db) => {
        const facts = await readFacts(db)
        if (await holdsLostVault(db, facts?.inUse)) return without('damaged')
        if (facts === undefined || !facts.inUse) return without('new', facts !== undefined)
        const state = this.opened === undefined ? ('locked' as const) : ('open' as const)
        return {
          state,
          unfinished: false,
          place,
          clinicName: facts.clinicName,
          ...(await this.slots(connection).status(db)),
        }
      })
    })
    if (result.ok) return result
    const { code } = result.error
    return code === 'newerVault' || code === 'damaged' ? { ok: true, value: without(code) } : result
  }

  current(): OpenVault | undefined {
    return this.opened
  }

  create({
    clinicName,
    personId,
    personName,
    passphrase,
  }: Parameters<VaultFolder['create']>[0]): ReturnType<VaultFolder['create']> {
    return this.alone(async () => {
      await this.mustBeNew()
      // What an unconfirmed attempt left: nobody holds its recovery code, so it never was a vault.
      await this.close()
      await removeVault(this.options.dataFolder)
      const connection = await this.connection()
      const slots = this.slots(connection)
      const facts = { vaultId: uuidv7(), deviceId: uuidv7(), clinicName, inUse: false }
      const keys = KeySet.random(facts.vaultId)
      const recoveryCode = newRecoveryCode()
      const savePerson = await slots.seal(keys, facts.vaultId, { personId }, personName, passphrase)
      const saveCode = await slots.seal(keys, facts.vaultId, 'recovery', '', recoveryCode.join(''))
      await connection.transaction(async (db) => {
        await db.run(
          'INSERT INTO vault (id, vault_id, device_id, clinic_name, in_use, created_at) VALUES (1, ?, ?, ?, 0, ?)',
          [facts.vaultId, facts.deviceId, clinicName, this.now().toISOString()],
        )
        await savePerson.put(db)
        await saveCode.put(db)
        await new Chain(keys.for('audit'), facts.vaultId).begin(db)
      })
      const vault = await this.assemble(connection, facts, keys, personId, undefined)
      unwrap(
        await vault.documents.put({
          kind: 'proof',
          docId: uuidv7(),
          patientId: null,
          baseRevision: 0,
          body: { marker: MARKER },
        }),
      )
      this.unconfirmed = recoveryCode
      return { vault, recoveryCode }
    })
  }

  confirmCreated(groups: readonly { index: number; text: string }[]): Promise<Result<void>> {
    return answered(async () => {
      const code = this.unconfirmed ?? refuse('conflict')
      const wrong = groups.filter(({ index, text: typed }) => foldCode(typed) !== code[index])
      if (wrong.length > 0) refuse('validation', { paths: wrong.map(({ index }) => String(index)) })
      const connection = await this.connection()
      await connection.transaction((db) => db.run('UPDATE vault SET in_use = 1'))
      this.unconfirmed = undefined
    })
  }

  unlock({ personId, passphrase }: { personId: string; passphrase: string }): Promise<Result<OpenVault>> {
    return this.alone(() => this.unlockBy({ personId }, passphrase, personId))
  }

  unlockWithPin({ personId, pin }: { personId: string; pin: string }): Promise<Result<OpenVault>> {
    return this.alone(() => this.unlockBy('pin', pin, personId))
  }

  async unlockWithRecovery({
    code,
    personId,
    newPassphrase,
  }: Parameters<VaultFolder['unlockWithRecovery']>[0]): Promise<Result<OpenVault>> {
    const read = readRecoveryCode(code)
    if (!read.ok) return read
    return this.alone(async () => {
      const connection = await this.connection()
      const slots = this.slots(connection)
      const name = await connection.read((db) => slots.nameOf(db, personId))
      const vault = await this.unlockBy('recovery', read.value, personId, async (keys, vaultId) => {
        const save = await slots.seal(keys, vaultId, { personId }, name, newPassphrase)
        await connection.transaction(async (db) => {
          await save.put(db)
          await removePin(db, personId)
        })
      })
      return vault
    })
  }

  listBackups(chosen: string): ReturnType<VaultFolder['listBackups']> {
    return answered(() => listBackups(chosen))
  }

  openBackup(backup: string, progress = {}): Promise<Result<void>> {
    return this.alone(async () => {
      const state = await this.mustBeNew(['new', 'damaged'])
      await this.close()
      await mkdir(this.options.dataFolder, { recursive: true })
      if (state === 'damaged') await setAside(this.options.dataFolder, this.now())
      else await removeVault(this.options.dataFolder)
      const vaultId = await copyBackup(backup, this.options.dataFolder, progress)
      await noteRestore(this.options.sealCopyFolder, vaultId)
    })
  }

  replace(): Promise<Result<void>> {
    return this.alone(async () => {
      const { dataFolder, sealCopyFolder } = this.options
      const vaultId = this.opened?.vaultId ?? (await (await this.connection()).read(readFacts))?.vaultId
      if (vaultId === undefined || !existsSync(vaultFile(incomingFolder(dataFolder))))
        return refuse('notFound')
      await this.close()
      await noteRestore(sealCopyFolder, vaultId)
      await putInPlace(dataFolder)
    })
  }

  async prove(): Promise<SealProof> {
    const nothing = { passed: true, at: this.now().toISOString(), checks: [] }
    if (!existsSync(vaultFile(this.options.dataFolder))) return nothing
    // A vault in the making has nothing to prove yet: a proof of it would fail, and be remembered.
    if ((await (await this.connection()).read(readFacts))?.inUse !== true) return nothing
    return proveSealed(await this.connection(), this.options.dataFolder, this.now())
  }

  async close(): Promise<void> {
    await this.opened?.lock()
    const { opening } = this
    this.opening = undefined
    this.unconfirmed = undefined
    const connection = await opening?.catch(() => undefined)
    await connection?.close()
  }

  private slots(connection: Connection): Slots {
    return new Slots(connection, this.options.kdf ?? DEFAULT_KDF, this.now)
  }

  private pins(connection: Connection): PinSlots {
    return new PinSlots(connection, this.options.kdf ?? DEFAULT_KDF, this.now, this.options.keychain)
  }

  private connection(): Promise<Connection> {
    this.opening ??= this.openConnection().catch((error: unknown) => {
      this.opening = undefined
      throw error
    })
    return this.opening
  }

  private async openConnection(): Promise<Connection> {
    const file = vaultFile(this.options.dataFolder)
    await mkdir(imageFolder(this.options.dataFolder), { recursive: true })
    const connection = await Connection.open(file, 'create')
    try {
      await migrate(connection, file)
    } catch (error) {
      await connection.close()
      throw error
    }
    return connection
  }

  /** One opening at a time: two passphrases typed at once must not open two vaults. */
  private alone<T>(work: () => Promise<T>): Promise<Result<T>> {
    const turn = this.turn.then(() => answered(work))
    this.turn = turn.catch(() => undefined)
    return turn
  }

  /** `before` runs with the opened key, before anybody can use the vault. */
  private async unlockBy(
    lock: Lock | 'pin',
    secret: string,
    personId: string,
    before: (keys: KeySet, vaultId: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<OpenVault> {
    if (this.opened !== undefined) refuse('conflict')
    const connection = await this.connection()
    const facts = (await connection.read(readFacts)) ?? refuse('notFound')
    let thread: Worker | undefined
    try {
      const meanwhile = (): void => {
        thread = startIndexThread(this.options.indexWorker)
      }
      const keys =
        lock === 'pin'
          ? await this.pins(connection).open({ ...facts, personId }, secret, meanwhile)
          : await this.slots(connection).open(facts.vaultId, lock, secret, meanwhile)
      await before(keys, facts.vaultId)
      return await this.assemble(connection, facts, keys, personId, thread)
    } catch (error) {
      if (thread !== undefined) await endIndexThread(thread)
      throw error
    }
  }

  private async assemble(
    connection: Connection,
    facts: VaultFacts,
    keys: KeySet,
    personId: string,
    thread: Worker | undefined,
  ): Promise<OpenVault> {
    const core = new Core(
      connection,
      this.options.dataFolder,
      facts.vaultId,
      facts.deviceId,
      personId,
      keys,
      new PatientKeys(keys.for('patientKeys')),
      new Chain(keys.for('audit'), facts.vaultId),
      this.now,
    )
    await core.loadChain()
    await tellOfRestore(core)
    await honourLedger(core)
    // A full disk must not keep the vault shut: the notes then wait for the next unlock.
    await core.write((work) => sealNotes(work, 'vault.unlockFailed'))
    await sweepHalfImages(this.options.dataFolder)
    await sweepRehearsal(core.dataFolder)
    const index = new IndexClient(core, thread, this.options.indexWorker)
    const sealCopy = new SealCopy(this.options.sealCopyFolder, facts.vaultId, keys.for('audit'), this.now)
    this.opened = openVault(core, this.slots(connection), this.pins(connection), index, sealCopy, () => {
      this.opened = undefined
    })
    return this.opened
  }

  /** A vault is made, and a backup opened, only where none is in use, and only on a disk of this machine. */
  private async mustBeNew(
    states: readonly FolderStatus['state'][] = ['new'],
  ): Promise<FolderStatus['state']> {
    const { state, place } = unwrap(await this.status())
    if (!states.includes(state)) refuse('conflict')
    if (place.is === 'cloud') refuse('cloudFolder', { detail: place.service })
    if (place.is === 'network') refuse('networkFolder')
    return state
  }
}

/** Whoever copied a backup had no key: the audit chain hears of it from the first who has. */
async function tellOfRestore(core: Core): Promise<void> {
  await core.transact(async ({ db, record }) => {
    const note = await db.get('SELECT backup_at FROM restore_note')
    if (note === undefined) return
    record({ what: 'vault.restored', detail: text(note, 'backup_at') })
    await db.run('DELETE FROM restore_note')
  })
}

/** Opens a data folder. Nothing is read, and sqlite3 is not loaded, until its first call. */
export const openVaultFolder = (options: VaultOptions): VaultFolder => new Folder(options)
