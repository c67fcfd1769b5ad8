import { withoutFindings } from '../../shared/exam/authors'
import type { ExamDraft } from '../../shared/records/exam'
import { rightsIn, type Session } from './context'

/** Which field had the cursor says what was asked: no matter for eyes that may not see findings. */
export const withoutFocus = <T extends { readonly focus?: string | undefined }>({
  focus: _hidden,
  ...draft
}: T): Omit<T, 'focus'> => draft

/** A draft as whoever is at the keys may see it. */
export const shownDraft = (session: Session, draft: ExamDraft): ExamDraft =>
  rightsIn(session).has('seeFindings')
    ? draft
    : {
        ...withoutFocus(draft),
        body: withoutFindings(draft.body),
        ...(draft.recovered && { recovered: { ...draft.recovered, paths: [] } }),
      }
