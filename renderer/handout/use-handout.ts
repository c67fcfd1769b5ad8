import type { GivenHandout, HandoutOptions, SheetPreview } from '@shared/handout/sheet'
import type { CallOutput } from '@shared/ipc/contract'
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { t } from '../language/text'
import { call } from '../api'
import { useSending, type To } from '../paper/sending'
import { usePrinter } from '../stores/printer'

/**
 * One signed exam's sheet: whose it is, its preview for the options chosen, what was given before, and giving it now.
 * `options` stays undefined until the language that the patient prefers is known.
 */
export const useHandout = (
  examId: () => string,
  options: Ref<HandoutOptions | undefined>,
  /** Why a translation that is not reviewed is given all the same; empty: nobody said. */
  override: Ref<string>,
  nameInFile: Ref<boolean>,
) => {
  const printer = usePrinter()
  const opened = shallowRef<CallOutput<'handouts.open'>>()
  const preview = shallowRef<SheetPreview>()
  const given = shallowRef<readonly GivenHandout[]>([])
  let asked = 0
  onScopeDispose(() => (asked += 1))

  const doubtful = computed(() => preview.value?.sheet.banner !== undefined)

  const listGiven = async (): Promise<void> => {
    const answer = await call('handouts.given', { examId: examId() })
    if (answer.ok) given.value = answer.value.given
  }
  const { error, busy, failed, tell, sending } = useSending(examId, listGiven)

  const refresh = async (): Promise<void> => {
    if (options.value === undefined) return
    const mine = (asked += 1)
    const answer = await call('handouts.preview', { examId: examId(), options: options.value })
    // A later choice overtook this answer.
    if (mine !== asked) return
    tell(answer)
    if (answer.ok) preview.value = answer.value
  }
  const said = () =>
    doubtful.value && override.value.trim() !== '' ? { override: override.value.trim() } : {}
  const chosen = () => (printer.choice === undefined ? {} : { printer: printer.choice })

  const give = async (to: To): Promise<void> => {
    const now = options.value
    if (preview.value === undefined || now === undefined) return
    const input = {
      examId: examId(),
      options: now,
      to,
      ...said(),
      ...(to === 'printer' ? chosen() : {}),
      nameInFile: nameInFile.value,
    }
    await sending(t('Handout'), to, () => call('handouts.print', input))
  }
  const giveAgain = (one: GivenHandout, to: To): Promise<void> =>
    sending(t('Handout, as given before'), to, () =>
      call('handouts.reprint', { examId: examId(), givenId: one.givenId, to, ...chosen() }),
    )
  const giveAll = async (): Promise<void> => {
    const now = options.value
    if (preview.value === undefined || now === undefined) return
    const input = { examId: examId(), options: now, ...said(), ...chosen() }
    const letter = opened.value?.letter
    const what = letter && 'to' in letter ? t('Handout, note and letter') : t('Handout and note')
    await sending(what, 'printer', async () => {
      const all = await call('handouts.printAll', input)
      return all.ok ? { ok: true, value: {} } : all
    })
  }

  watch(options, () => void refresh(), { deep: true })
  watch(
    examId,
    async (id) => {
      opened.value = undefined
      preview.value = undefined
      const answer = await call('handouts.open', { examId: id })
      if (id !== examId()) return
      tell(answer)
      if (!answer.ok) return
      given.value = answer.value.given
      opened.value = answer.value
    },
    { immediate: true },
  )
  return { opened, preview, given, error, failed, busy, doubtful, give, giveAgain, giveAll }
}
