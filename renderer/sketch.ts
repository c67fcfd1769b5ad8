import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { ExamBody } from '@shared/records/exam'
import type { ImageMark } from '@shared/records/mark'
import { dayWords } from './language/days'
import { t, type Plain } from './language/text'
import { useDraft } from './exam/draft'
import type { Sketch } from './images/marks/sketch'
import { momentOf } from './shell/clock'
import { useSession } from './stores/session'

interface Around {
  readonly examId: () => string
  /** Marks of signed visits, by exam. */
  readonly marks: Ref<Readonly<Record<string, readonly ImageMark[]>>>
  /** Names of the people who can unlock, by id. */
  readonly people: Ref<Readonly<Record<string, string>>>
}

const SIGNED: Plain =
  'This visit is signed: its measurements stay as they are. Amending the visit opens them.'
const OTHER: Plain = 'This picture belongs to another visit. Its measurements stay as they were signed.'
const NO_CHART: Plain = 'A clinician measures and annotates pictures.'

/**
 * What is drawn over the pictures of a visit: where the exam and the pictures meet. Undo goes back to what stood when the
 * pictures were opened and no further, so that it takes nothing back that cannot be seen here.
 */
export const useSketch = ({
  examId,
  marks: signed,
  people,
}: Around): { sketch: ComputedRef<Sketch>; begin: () => void } => {
  const draft = useDraft()
  const session = useSession()
  const opened = shallowRef<ExamBody>()
  /** Steps that were undone here and can be done again. */
  const undone = ref(0)
  const marks = computed(() => {
    // The draft of an amendment stands in the place of what was signed.
    const others = Object.entries(signed.value).filter(([of]) => !draft.isOpen || of !== examId())
    return [...((draft.isOpen && draft.body?.marks) || []), ...others.flatMap(([, drawn]) => drawn)]
  })
  const made = ({ by, at }: ImageMark): string => {
    const { on, time } = momentOf(at)
    const me = session.session?.person
    // Whoever drew in a draft has signed nothing yet.
    const who =
      (by === me?.personId ? me.name : people.value[by]) ??
      session.status?.people.find(({ personId }) => personId === by)?.name
    return [who, dayWords(on), time].filter(Boolean).join(', ')
  }
  const sketch = computed((): Sketch => ({
    marks: marks.value,
    mayDraw: (image) => draft.isOpen && session.may('chart') && image.examId === examId(),
    why: (image) => t(image.examId !== examId() ? OTHER : draft.isOpen ? NO_CHART : SIGNED),
    canUndo: draft.canUndo && draft.body !== opened.value,
    canRedo: undone.value > 0,
    put: (mark, run) => {
      undone.value = 0
      draft.putMark(mark, run)
    },
    remove: (markId, frame) => {
      undone.value = 0
      draft.removeMark(markId, frame)
    },
    heed: draft.heedRulers,
    push: (mark) => {
      undone.value = 0
      return draft.pushMark(mark)
    },
    pushed: (mark) => (draft.isOpen ? draft.pushedWords(mark) : ''),
    made,
    undo: () => {
      undone.value += 1
      draft.undo()
    },
    redo: () => {
      undone.value -= 1
      draft.redo()
    },
  }))
  const begin = (): void => {
    opened.value = draft.body
    undone.value = 0
  }
  return { sketch, begin }
}
