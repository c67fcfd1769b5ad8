import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { LetterOptions, LetterPreview } from '@shared/handout/letter'
import type { CallOutput } from '@shared/ipc/contract'
import type { SignedExam } from '@shared/records/exam'
import { t } from '../language/text'
import { call } from '../api'
import { useSending, type To } from '../paper/sending'
import { usePrinter } from '../stores/printer'
import { useSession } from '../stores/session'

/** How long typing may rest before the page is drawn again, and before it is kept. Milliseconds. */
const DRAW_MS = 150
const KEEP_MS = 400

/** One letter while it is written: its options, the page they make, what was given before, and giving it now. */
export const useLetter = (examId: string) => {
  const printer = usePrinter()
  /** The printer of this laptop; the system's dialog asks where none is chosen. */
  const on = (to: To) => (to === 'printer' && printer.choice !== undefined ? { printer: printer.choice } : {})
  /** Never changed in place: every change is a new value, so that what is sent is plain. */
  const options = shallowRef<LetterOptions>()
  const preview = shallowRef<LetterPreview>()
  const signed = shallowRef<SignedExam>()
  const given = shallowRef<CallOutput<'letters.given'>['given']>([])
  const isBack = ref(false)
  /** The doubts of the page as it stands were seen. */
  const seen = ref(false)
  let asked = 0
  let pending = false
  let drawing: ReturnType<typeof setTimeout> | undefined
  let keeping: ReturnType<typeof setTimeout> | undefined

  const listGiven = async (): Promise<void> => {
    const answer = await call('letters.given', { examId })
    if (answer.ok) given.value = answer.value.given
  }
  const { error, busy, failed, tell, sending } = useSending(() => examId, listGiven)

  const draw = async (): Promise<void> => {
    const now = options.value
    if (now === undefined) return
    const mine = (asked += 1)
    const answer = await call('letters.preview', { examId, options: now })
    // A later choice overtook this answer.
    if (mine !== asked) return
    tell(answer)
    if (!answer.ok) return
    if (answer.value.doubts.join() !== preview.value?.doubts.join()) seen.value = false
    preview.value = answer.value
  }
  const keep = async (): Promise<void> => {
    clearTimeout(keeping)
    if (!pending) return
    pending = false
    const now = options.value
    if (now !== undefined) await call('letters.keep', { examId, options: now })
  }
  const begin = async (): Promise<void> => {
    const begun = await call('letters.begin', { examId })
    tell(begun)
    if (!begun.ok) return
    isBack.value = begun.value.isBack
    options.value = begun.value.options
    await draw()
    watch(options, () => {
      pending = true
      clearTimeout(drawing)
      clearTimeout(keeping)
      drawing = setTimeout(() => void draw(), DRAW_MS)
      keeping = setTimeout(() => void keep(), KEEP_MS)
    })
  }
  const give = async (to: To): Promise<void> => {
    const now = options.value
    if (now === undefined || preview.value === undefined) return
    clearTimeout(keeping)
    const input = { examId, options: now, to, seen: seen.value, ...on(to) }
    await sending(t('Letter'), to, async () => {
      const done = await call('letters.print', input)
      // Given: what was kept of it is gone. Otherwise it is kept on.
      if (done.ok) pending = false
      else await keep()
      return done
    })
  }
  const giveAgain = (givenId: string, to: To): Promise<void> =>
    sending(t('Letter, as given before'), to, () =>
      call('letters.reprint', { examId, givenId, to, ...on(to) }),
    )
  /** A letter of the clinic's own takes the place of what stands here, filled for this visit; to whom it goes stays. */
  const beginWith = async (textId: string | undefined): Promise<void> => {
    const before = options.value
    if (textId === undefined || before === undefined) return
    const begun = await call('letters.begin', { examId, textId })
    tell(begun)
    if (begun.ok)
      options.value = { ...begun.value.options, text: { ...begun.value.options.text, to: before.text.to } }
  }
  /** Everything that was written goes; the letter begins anew. */
  const clear = async (): Promise<void> => {
    pending = false
    await call('letters.keep', { examId })
    const begun = await call('letters.begin', { examId })
    if (begun.ok) options.value = begun.value.options
    isBack.value = false
  }

  const stop = useSession().beforeLock(keep)
  onScopeDispose(() => {
    asked += 1
    clearTimeout(drawing)
    stop()
    void keep()
  })
  void begin()
  void listGiven()
  void call('exams.get', { examId }).then((answer) => {
    if (answer.ok) signed.value = answer.value
  })
  return {
    options,
    preview,
    signed,
    given,
    isBack,
    error,
    busy,
    failed,
    seen,
    give,
    giveAgain,
    beginWith,
    clear,
  }
}
