import { ok, type Result } from '../../shared/errors'
import { tray, withVials, type Vial } from '../../shared/plans/vials'
import type { Session } from './context'

/** One document for the clinic. */
const TRAY = '01936b5c-0000-7000-8000-0000000000aa'

/** The vials that were used lately; none where nothing of the kind was kept, or what was kept does not open. */
export async function vialsIn({ vault }: Session): Promise<{ vials: readonly Vial[]; revision: number }> {
  const found = await vault.documents.latest('tray', TRAY)
  const kept = found.ok ? tray.safeParse(found.value.body) : undefined
  return { vials: kept?.success ? kept.data.vials : [], revision: found.ok ? found.value.revision : 0 }
}

/** Keeps what a signed visit says was used, for the next one to choose from. */
export async function keepVials(session: Session, used: readonly Vial[]): Promise<Result<undefined>> {
  if (used.length === 0) return ok(undefined)
  const { vials, revision } = await vialsIn(session)
  const put = await session.vault.documents.put({
    kind: 'tray',
    docId: TRAY,
    patientId: null,
    baseRevision: revision,
    body: { vials: withVials(vials, used) },
  })
  return put.ok ? ok(undefined) : put
}
