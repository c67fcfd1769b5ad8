import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { LETTER_TOPIC_IDS } from '@shared/exam/letter'
import {
  clinicTextInput,
  ownSheet,
  type ClinicText,
  type ClinicTextInput,
  type LetterTextInput,
  type SheetTextInput,
} from '@shared/texts/clinic-text'
import { REFUSED_WORDS, refusedWords } from '@shared/texts/limits-of-text'
import { t, told } from '../language/text'
import { call } from '../api'
import { useSession } from '../stores/session'
import { wordsFor } from '../wording'

const KEEP_MS = 400
const NEW_SHEET: SheetTextInput = { is: 'sheet', name: '', units: {}, passages: [] }
const NEW_LETTER: LetterTextInput = {
  is: 'letter',
  name: '',
  greeting: 'Dear colleague,',
  closing: 'With kind regards,',
  reason: [],
  question: [],
  topics: [...LETTER_TOPIC_IDS],
}

/** What was typed and not saved, as the sealed form holds it. */
interface Kept {
  readonly baseRevision: number
  readonly text: ClinicTextInput
}
const readKept = (typed: string): Kept | undefined => {
  try {
    return JSON.parse(typed) as Kept
  } catch {
    return undefined
  }
}

/** One text of the clinic's own while it is written: `what` is its id, or `sheet` or `letter` for a new one. */
export const useText = (what: string) => {
  const text = shallowRef<ClinicTextInput>()
  const saved = shallowRef<ClinicText>()
  const revisions = shallowRef<readonly ClinicText[]>([])
  const trouble = ref('')
  const says = ref('')
  const isBack = ref(false)
  const baseRevision = ref(0)
  let pending = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    if (!pending || text.value === undefined) return
    pending = false
    const typed: Kept = { baseRevision: baseRevision.value, text: text.value }
    await call('texts.keep', { what, typed: JSON.stringify(typed) })
  }
  const change = (next: ClinicTextInput): void => {
    text.value = next
    says.value = ''
    pending = true
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), KEEP_MS)
  }
  const isNew = what === 'sheet' || what === 'letter'
  const load = async (): Promise<void> => {
    let fresh: ClinicTextInput | undefined = what === 'letter' ? NEW_LETTER : NEW_SHEET
    if (!isNew) {
      const found = await call('texts.history', { textId: what })
      trouble.value = found.ok ? '' : wordsFor(found.error)
      if (!found.ok) return
      revisions.value = found.value.revisions
      saved.value = found.value.revisions[0]
      fresh = saved.value?.text
      baseRevision.value = saved.value?.revision ?? 0
    }
    const kept = await call('texts.kept', { what })
    const back = kept.ok && kept.value.typed !== undefined ? readKept(kept.value.typed) : undefined
    isBack.value = back !== undefined
    if (back !== undefined) baseRevision.value = back.baseRevision
    text.value = back?.text ?? fresh
  }
  /** What keeps the text from being saved, in words. */
  const refused = computed((): string[] => {
    const now = text.value
    if (now === undefined) return []
    return [
      ...(now.name.trim() === '' ? [t('A text needs a name.')] : []),
      ...(now.is === 'sheet' ? refusedWords(now).map((one) => `${told(REFUSED_WORDS[one])}.`) : []),
      ...(now.is === 'sheet' && now.passages.some(({ heading }) => heading.trim() === '')
        ? [t('Every passage needs a heading.')]
        : []),
      ...(now.is === 'sheet' && now.passages.some(({ blocks }) => blocks.length === 0)
        ? [t('A passage says something, or is taken away.')]
        : []),
    ]
  })
  const save = async (): Promise<string | undefined> => {
    const parsed = clinicTextInput.safeParse(text.value)
    if (refused.value.length > 0 || !parsed.success) {
      trouble.value = t('{why} Nothing was saved; what you typed is kept here.', {
        why: refused.value[0] ?? t('Something in it is too long.'),
      })
      return undefined
    }
    const kept = await call('texts.save', {
      ...(isNew ? {} : { textId: what }),
      baseRevision: baseRevision.value,
      text: parsed.data,
    })
    trouble.value = kept.ok
      ? ''
      : kept.error.code === 'validation'
        ? t('A text of that name is there already. Nothing was saved; what you typed is kept here.')
        : wordsFor(kept.error)
    if (!kept.ok) return undefined
    pending = false
    clearTimeout(timer)
    await call('texts.keep', { what })
    isBack.value = false
    says.value = t('Saved as revision {revision}.', { revision: kept.value.revision })
    return kept.value.textId
  }
  /** Back to what is saved, or to nothing for a new one. */
  const drop = async (): Promise<void> => {
    pending = false
    clearTimeout(timer)
    await call('texts.keep', { what })
    isBack.value = false
    text.value = undefined
    await load()
  }
  const own = computed(() => {
    const now = text.value
    if (now === undefined) return undefined
    return ownSheet({ revision: baseRevision.value + 1, text: now })
  })

  const stop = useSession().beforeLock(flush)
  onScopeDispose(() => {
    stop()
    void flush()
  })
  watch(text, () => (trouble.value = ''))
  void load()
  return { text, saved, revisions, trouble, says, isBack, refused, own, isNew, change, save, drop }
}
