import { auditAppend, auditLog } from './audit'
import { backups } from './backup'
import type { Core, Run } from './core'
import { documentReads } from './document-reads'
import { documentWrites, putAlone, type OnSaved } from './document-writes'
import { besideReads, besideWrites } from './draft-besides'
import { closeAllDrafts, draftReads, draftWrites, foldDraft, putDraftAlone } from './drafts'
import { erasures } from './erasure'
import { scrub, scrubIsDue } from './erasure/erase'
import { answered, unwrap } from './failures'
import { ImageStore } from './images'
import { Checkup } from './health/checkup'
import type { SealCopy } from './health/seal-copy'
import type { IndexClient } from './index-client'
import { EVERYBODY, keptForms } from './kept-forms'
import type { Slots } from './keyring'
import { LongWork } from './long-work'
import { keyring, keyringWrites } from './people-keys'
import type { PinSlots } from './pin-slots'
import { place, sealJson, unsealJson } from './sealing'
import type { OpenVault } from './types'

/** Puts an unlocked vault together. `onLocked` runs once, after the keys are gone. */
export function openVault(
  core: Core,
  slots: Slots,
  pins: PinSlots,
  index: IndexClient,
  sealCopy: SealCopy,
  onLocked: () => void,
): OpenVault {
  const images = new ImageStore(core)
  const health = new Checkup(core, sealCopy, (known) => images.sweep(known))
  const long = new LongWork()
  const onSaved: OnSaved = (heads) => {
    if (heads.some((head) => head.kind === 'patient')) index.changed()
  }

  const writes = documentWrites(core, core.write, onSaved)
  const drafts = draftWrites(core, core.write)

  const idle: OpenVault['idle'] = () =>
    answered(async () => {
      core.mustBeOpen()
      await index.save()
      // What an erasure could not finish: disk full, or somebody was reading.
      if (!long.busy && (await scrubIsDue(core))) await answered(() => scrub(core))
      await core.connection.checkpoint()
    })

  let locking: Promise<void> | undefined
  const lock = async (cutOff: boolean): Promise<void> => {
    await long.end()
    await images.abortAll()
    // Where the disk is full they stay in the journal, and the next opening puts them together.
    if (!cutOff) await closeAllDrafts(core).catch(() => undefined)
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
    drafts: {
      ...draftReads(core, core.read),
      ...drafts,
      put: putDraftAlone(
        core,
        (input) => drafts.put(input),
        (examId) => foldDraft(core, examId),
      ),
    },
    besides: besideReads(core, core.read),
    images: images.api,
    audit: auditLog(core),
    index: index.api,
    keyring: keyring(core, slots, pins),
    keptForms: keptForms(core, core.personId),
    sharedForms: keptForms(core, EVERYBODY),
    health,
    transaction: (work) =>
      core.write(async (handle) => {
        const write: Run<typeof handle> = (inner) => answered(() => inner(handle))
        const read: Run<typeof handle.db> = (inner) => answered(() => inner(handle.db))
        return unwrap(
          await work({
            documents: { ...documentReads(core, read), ...documentWrites(core, write, onSaved) },
            drafts: { ...draftReads(core, read), ...draftWrites(core, write) },
            images: images.writes(write),
            besides: besideWrites(core, write),
            audit: auditAppend(write),
            keyring: keyringWrites(write),
          }),
        )
      }),
    backups: backups(core, images, long),
    erasures: erasures(core, images, index, long),
    idle,
    sealAside: (value) => {
      core.mustBeOpen()
      return sealJson(core.keys.for('drafts'), place('drafts', 'aside', core.vaultId), value)
    },
    openAside: (sealed) =>
      core.read(() =>
        Promise.resolve(unsealJson(core.keys.for('drafts'), place('drafts', 'aside', core.vaultId), sealed)),
      ),
    lock: ({ cutOff = false } = {}) => {
      locking ??= lock(cutOff)
      return locking
    },
  }
}
