import { auditAppend, auditLog } from './audit'
import { backUp } from './backup'
import type { Core, Run } from './core'
import { documentReads } from './document-reads'
import { documentWrites, putAlone, type OnSaved } from './document-writes'
import { draftReads, draftWrites } from './drafts'
import { answered, refuse, unwrap } from './failures'
import { ImageStore } from './images'
import { Checkup } from './health/checkup'
import type { SealCopy } from './health/seal-copy'
import type { IndexClient } from './index-client'
import type { Lock, Slots } from './keyring'
import { place, sealJson, unsealJson } from './sealing'
import type { Keyring, OpenVault } from './types'

/** Puts an unlocked vault together. `onLocked` runs once, after the keys are gone. */
export function openVault(
  core: Core,
  slots: Slots,
  index: IndexClient,
  sealCopy: SealCopy,
  onLocked: () => void,
): OpenVault {
  const images = new ImageStore(core)
  const health = new Checkup(core, sealCopy, (known) => images.sweep(known))
  const onSaved: OnSaved = (heads) => {
    if (heads.some((head) => head.kind === 'patient')) index.changed()
  }

  const writes = documentWrites(core, core.write, onSaved)

  const idle: OpenVault['idle'] = () =>
    answered(async () => {
      core.mustBeOpen()
      await index.save()
      await core.connection.checkpoint()
    })

  let locking: Promise<void> | undefined
  const lock = async (): Promise<void> => {
    await images.abortAll()
    await health.end()
    // A snapshot or checkpoint that fails (disk full) must not keep the vault open: both are only for speed.
    await idle().catch(() => undefined)
    await index.end()
    await core.shut()
    onLocked()
  }

  return {
    vaultId: core.vaultId,
    deviceId: core.deviceId,
    personId: core.personId,
    documents: {
      ...documentReads(core, core.read),
      ...writes,
      put: putAlone(core, (input) => writes.put(input), onSaved),
    },
    drafts: { ...draftReads(core, core.read), ...draftWrites(core, core.write) },
    images: images.api,
    audit: auditLog(core),
    index: index.api,
    keyring: keyring(core, slots),
    health,
    transaction: (work) =>
      core.write(async (handle) => {
        const write: Run<typeof handle> = (inner) => answered(() => inner(handle))
        const read: Run<typeof handle.db> = (inner) => answered(() => inner(handle.db))
        return unwrap(
          await work({
            documents: { ...documentReads(core, read), ...documentWrites(core, write, onSaved) },
            drafts: { ...draftReads(core, read), ...draftWrites(core, write) },
            audit: auditAppend(write),
          }),
        )
      }),
    backup: (into, progress = {}) =>
      answered(async () => {
        core.mustBeOpen()
        return images.keepingFiles(() => backUp(core, into, progress))
      }),
    idle,
    sealAside: (value) => {
      core.mustBeOpen()
      return sealJson(core.keys.for('drafts'), place('drafts', 'aside', core.vaultId), value)
    },
    openAside: (sealed) =>
      core.read(() =>
        Promise.resolve(unsealJson(core.keys.for('drafts'), place('drafts', 'aside', core.vaultId), sealed)),
      ),
    lock: () => {
      locking ??= lock()
      return locking
    },
  }
}

const keyring = (core: Core, slots: Slots): Keyring => {
  const check = async (lock: Lock, secret: string): Promise<void> => {
    core.mustBeOpen()
    const keys = await slots.open(core.vaultId, lock, secret)
    keys.wipe()
  }
  return {
    checkPassphrase: (personId, passphrase) =>
      answered(async () => {
        await check({ personId }, passphrase)
        return true as const
      }),

    changePassphrase: (personId, passphrase, newPassphrase) =>
      answered(async () => {
        await check({ personId }, passphrase)
        const name = await core.connection.read((db) => slots.nameOf(db, personId))
        const save = await slots.seal(core.keys, core.vaultId, { personId }, name, newPassphrase)
        await core.transact(async (work) => {
          await save(work.db)
          work.record({ what: 'person.passphraseChanged', docId: personId })
        })
      }),

    addPerson: (personId, name, passphrase) =>
      answered(async () => {
        core.mustBeOpen()
        const save = await slots.seal(core.keys, core.vaultId, { personId }, name, passphrase)
        await core.transact(async (work) => {
          const taken = await work.db.get('SELECT 1 AS n FROM key_slot WHERE person_id = ?', [personId])
          if (taken !== undefined) refuse('conflict')
          await save(work.db)
          work.record({ what: 'person.added', docId: personId })
        })
      }),

    rename: ({ clinicName, people = [] }) =>
      core.write(async ({ db }) => {
        if (clinicName !== undefined) await db.run('UPDATE vault SET clinic_name = ?', [clinicName])
        for (const { personId, name } of people) {
          await db.run('UPDATE key_slot SET name = ? WHERE person_id = ?', [name, personId])
        }
      }),
  }
}
