import { v7 as newId } from 'uuid'
import { fail, ok, type Result } from '../../shared/errors'
import type { Session as SessionFacts } from '../../shared/ipc/contract'
import { person, type ClinicInput, type ClinicSettings, type PersonInput } from '../../shared/records/people'
import type { Uuid } from '../../shared/records/values'
import type { OpenVault } from '../store/types'
import { newSession, type Context, type Session } from './context'
import { readClinic, readPerson } from './stored'
import { takeBack } from './unsaved'

/** How a new clinic begins: nothing that needs an owner's decision is on (ruling 16, clinical content 2.1). */
const FIRST_SETTINGS: ClinicSettings = { idleMinutes: 10, rulesOn: [], procedures: false }

interface NewClinic {
  readonly clinic: ClinicInput
  readonly person: PersonInput
}

/** A vault whose recovery code has been shown and not yet asked back. Everything but the word is in it already. */
interface Pending {
  readonly session: Session
  readonly recoveryCode: readonly string[]
}

const factsOf = (session: Session): SessionFacts => ({ person: session.person, clinic: session.clinic })

/** First run, unlock and recovery. What ends a session stands in leave.ts. */
export const vaultService = (context: Context, opened: (session: Session) => void) => {
  const { folder } = context
  let pending: Pending | undefined

  const begin = (session: Session): SessionFacts => {
    context.session = session
    opened(session)
    return factsOf(session)
  }

  const enter = async (vault: OpenVault): Promise<Result<SessionFacts>> => {
    const who = await vault.documents.latest('person', vault.personId)
    const where = await vault.documents.latest('clinic', vault.vaultId)
    const readWho = who.ok ? readPerson(who.value) : who
    const readWhere = where.ok ? readClinic(where.value) : where
    if (readWho.ok && readWhere.ok) {
      const session = newSession(vault, readWho.value, readWhere.value)
      await takeBack(context, session)
      return ok(begin(session))
    }
    await vault.lock()
    return readWho.ok ? (readWhere as Result<never>) : readWho
  }

  return {
    status: async () => {
      const found = await folder.status()
      if (!found.ok) return found
      const { state, unfinished, clinicName, people, retryAfterMs, place } = found.value
      const session = context.session ? { session: factsOf(context.session) } : {}
      // A vault waiting for its code to be confirmed is open in the store and not in use here.
      const shown = state === 'open' && !context.session ? 'locked' : state
      return ok({
        state: pending ? ('new' as const) : shown,
        unfinished,
        clinicName,
        people: people.map(({ personId, name }) => ({ personId, name })),
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
      const owner = person.parse({ ...input.person, personId })
      const clinic = { ...input.clinic, settings: FIRST_SETTINGS }
      const single = { patientId: null, baseRevision: 0 }
      const saved = await vault.transaction(async (tx) => {
        const who = await tx.documents.put({ kind: 'person', docId: personId, ...single, body: owner })
        if (!who.ok) return who
        return tx.documents.put({ kind: 'clinic', docId: vault.vaultId, ...single, body: clinic })
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
      if (context.session) return fail('conflict')
      const vault = await folder.unlock(input)
      return vault.ok ? enter(vault.value) : vault
    },

    unlockWithRecovery: async (input: { code: string; personId: Uuid; newPassphrase: string }) => {
      if (context.session) return fail('conflict')
      const vault = await folder.unlockWithRecovery(input)
      return vault.ok ? enter(vault.value) : vault
    },
  }
}
