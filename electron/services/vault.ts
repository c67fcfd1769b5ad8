import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { Session as SessionFacts } from '../../shared/ipc/contract'
import type { AuditEvent } from '../../shared/records/audit'
import {
  memberRecord,
  type ClinicInput,
  type Clinic,
  type ClinicSettings,
  type MemberRecord,
  type PersonInput,
} from '../../shared/records/people'
import { standingOf } from '../../shared/records/roles'
import type { Uuid } from '../../shared/records/values'
import type { OpenVault } from '../store/types'
import { newSession, sessionFacts, type Context, type Session } from './context'
import { note } from './notes'
import { readClinic, readMember } from './stored'
import { takeBack } from './unsaved'

/** How a new clinic begins: nothing that needs an owner's decision is on (ruling 16, clinical content 2.1). */
const FIRST_SETTINGS: ClinicSettings = {
  idleMinutes: 10,
  rulesOn: [],
  procedures: false,
  assistantsSee: { findings: true, pictures: true },
}

interface NewClinic {
  readonly clinic: ClinicInput
  readonly person: PersonInput
}

/** A vault whose recovery code has been shown and not yet asked back. Everything but the word is in it already. */
interface Pending {
  readonly session: Session
  readonly recoveryCode: readonly string[]
}

/** The record says from now on that nobody else chose the passphrase. */
const ownPassphraseChosen = async (session: Session): Promise<void> => {
  const { vault, person } = session
  const done = await vault.transaction(async (tx) => {
    const found = await tx.documents.latest('person', person.personId)
    if (!found.ok) return found
    const record = readMember(found.value)
    if (!record.ok) return record
    const { passphraseBy: _theirs, ...body } = record.value
    const { docId, revision: baseRevision } = found.value
    return tx.documents.put({ kind: 'person', docId, patientId: null, baseRevision, body })
  })
  if (done.ok) session.ownPassphraseFirst = false
}

/** First run, unlock and recovery. What ends a session stands in leave.ts. */
export const vaultService = (context: Context, opened: (session: Session) => void) => {
  const { folder } = context
  let pending: Pending | undefined

  /** A lock under way is waited for: the unlock screen may stand before the last key is wiped. */
  const isOpen = async (): Promise<boolean> => {
    await context.leaving
    return context.session !== undefined
  }

  const begin = (session: Session): SessionFacts => {
    context.session = session
    opened(session)
    return sessionFacts(session)
  }

  /** The record of who unlocked and the clinic; the record has the last word on who is suspended. */
  const readBoth = async (vault: OpenVault): Promise<Result<{ who: MemberRecord; where: Clinic }>> => {
    const who = await vault.documents.latest('person', vault.personId)
    const readWho = who.ok ? readMember(who.value) : who
    if (!readWho.ok) return readWho
    if (readWho.value.suspendedAt !== undefined) return fail('suspended')
    const where = await vault.documents.latest('clinic', vault.vaultId)
    const readWhere = where.ok ? readClinic(where.value) : where
    return readWhere.ok ? ok({ who: readWho.value, where: readWhere.value }) : readWhere
  }

  const enter = async (
    opened: Result<OpenVault>,
    by: { what: AuditEvent; detail?: string },
  ): Promise<Result<SessionFacts>> => {
    if (!opened.ok) return opened
    const vault = opened.value
    const both = await readBoth(vault)
    if (!both.ok) {
      await vault.lock()
      return both
    }
    const session = newSession(vault, both.value.who, both.value.where)
    await note(session, { ...by, docId: vault.personId })
    // Whoever holds the recovery code chose the passphrase themselves.
    if (by.what === 'vault.openedByRecoveryCode' && session.ownPassphraseFirst)
      await ownPassphraseChosen(session)
    await takeBack(context, session)
    return ok(begin(session))
  }

  return {
    status: async () => {
      const found = await folder.status()
      if (!found.ok) return found
      const { state, unfinished, clinicName, people, retryAfterMs, place } = found.value
      const session = context.session ? { session: sessionFacts(context.session) } : {}
      // A vault waiting for its code to be confirmed is open in the store and not in use here.
      const shown = state === 'open' && !context.session ? 'locked' : state
      return ok({
        state: pending ? ('new' as const) : shown,
        unfinished,
        clinicName,
        people: people.map((one) => ({ ...one })),
        retryAfterMs,
        place,
        ...session,
      })
    },

    /**
     * Makes the vault with its clinic and first person in it, and answers the recovery code, once. The vault counts
     * from `confirmRecovery` on: one step, so that no crash leaves a vault that counts and cannot be entered.
     */
    create: async (input: NewClinic & { passphrase: string }) => {
      if (context.session) return fail('conflict')
      await pending?.session.vault.lock()
      pending = undefined
      const personId = newId()
      const made = await folder.create({
        clinicName: input.clinic.name,
        personId,
        personName: input.person.name,
        passphrase: input.passphrase,
      })
      if (!made.ok) return made
      const { vault, recoveryCode } = made.value
      const owner = memberRecord.parse({ ...input.person, personId, ...standingOf('owner', true) })
      const clinic = { ...input.clinic, settings: FIRST_SETTINGS }
      const single = { patientId: null, baseRevision: 0 }
      const saved = await vault.transaction(async (tx) => {
        const who = await tx.documents.put({ kind: 'person', docId: personId, ...single, body: owner })
        if (!who.ok) return who
        const where = await tx.documents.put({
          kind: 'clinic',
          docId: vault.vaultId,
          ...single,
          body: clinic,
        })
        if (!where.ok) return where
        const noted = await tx.audit.append({ what: 'vault.created', docId: personId })
        return noted.ok ? where : noted
      })
      if (!saved.ok) {
        await vault.lock()
        return saved
      }
      const session = newSession(vault, owner, { ...clinic, revision: saved.value.revision })
      pending = { session, recoveryCode }
      return ok({ recoveryCode: [...recoveryCode] })
    },

    confirmRecovery: async (input: {
      groups: readonly { index: number; text: string }[]
    }): Promise<Result<SessionFacts>> => {
      if (!pending) return fail('notFound')
      const confirmed = await folder.confirmCreated(input.groups)
      if (!confirmed.ok) return confirmed
      const { session } = pending
      pending = undefined
      return ok(begin(session))
    },

    /** The code while it may still be shown: until its groups are confirmed. */
    recoverySheet: (): Result<{ clinic: ClinicInput; groups: string[] }> =>
      pending ? ok({ clinic: pending.session.clinic, groups: [...pending.recoveryCode] }) : fail('notFound'),

    unlock: async (input: { personId: Uuid; passphrase: string }) => {
      if (await isOpen()) return fail('conflict')
      return enter(await folder.unlock(input), { what: 'vault.unlocked', detail: 'passphrase' })
    },

    unlockWithPin: async (input: { personId: Uuid; pin: string }) => {
      if (await isOpen()) return fail('conflict')
      return enter(await folder.unlockWithPin(input), { what: 'vault.unlocked', detail: 'pin' })
    },

    unlockWithRecovery: async (input: { code: string; personId: Uuid; newPassphrase: string }) => {
      if (await isOpen()) return fail('conflict')
      return enter(await folder.unlockWithRecovery(input), { what: 'vault.openedByRecoveryCode' })
    },
  }
}
