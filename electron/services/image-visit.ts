import { fail, type Result } from '../../shared/errors'
import type { ExamDraft } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'
import type { Session } from './context'
import { readDraft } from './stored'

/** The draft that an image may still be attached to or taken from; `signed` once there is a revision. */
export const examOfImage = async (session: Session, examId: Uuid): Promise<Result<ExamDraft>> => {
  const draft = await session.vault.drafts.get(examId)
  if (draft.ok) return readDraft(draft.value)
  if (draft.error.code !== 'notFound') return draft
  return fail((await session.vault.documents.latest('exam', examId)).ok ? 'signed' : 'notFound')
}
