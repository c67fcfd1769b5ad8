import type { AppError, Result } from '@shared/errors'
import type { GivenHandout, HandoutOptions, SheetPreview } from '@shared/handout/sheet'
import type { CallOutput } from '@shared/ipc/contract'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { t } from '../language/text'
import { call } from '../api'
import { isQueued, usePaperQueue } from '../stores/paper-queue'
import { usePrinter } from '../stores/printer'

export type To = 'printer' | 'pdf'

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
  const queue = usePaperQueue()
  const printer = usePrinter()
  const opened = shallowRef<CallOutput<'handouts.open'>>()
  const preview = shallowRef<SheetPreview>()
  const given = shallowRef<readonly GivenHandout[]>([])
  const error = ref<AppError>()
  const busy = ref<To>()
  /** Where the paper could not go. */
  const failed = ref<To>()
  let asked = 0
  onScopeDispose(() => (asked += 1))

  const doubtful = computed(() => preview.value?.sheet.banner !== undefined)

  const refresh = async (): Promise<void> => {
    if (options.value === undefined) return
    const mine = (asked += 1)
    const answer = await call('handouts.preview', { examId: examId(), options: options.value })
    // A later choice overtook this answer.
    if (mine !== asked) return
    error.value = answer.ok ? undefined : answer.error
    failed.value = undefined
    if (answer.ok) preview.value = answer.value
  }
  const listGiven = async (): Promise<void> => {
    const answer = await call('handouts.given', { examId: examId() })
    if (answer.ok) given.value = answer.value.given
  }
  const said = () =>
    doubtful.value && override.value.trim() !== '' ? { override: override.value.trim() } : {}
  const chosen = () => (printer.choice === undefined ? {} : { printer: printer.choice })

  /** Sends by the queue; what is tried again from there is listed as given as well. */
  const sending = async (
    what: string,
    to: To,
    work: () => Promise<Result<{ path?: string | undefined }>>,
  ): Promise<void> => {
    if (busy.value !== undefined) return
    busy.value = to
    const answer = await queue.run(
      what,
      examId(),
      async () => {
        const done = await work()
        if (!done.ok) return done
        error.value = undefined
        failed.value = undefined
        await listGiven()
        return done
      },
      to,
    )
    busy.value = undefined
    error.value = answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error
    failed.value = error.value !== undefined && isQueued(error.value) ? to : undefined
  }
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
      error.value = answer.ok ? undefined : answer.error
      if (!answer.ok) return
      given.value = answer.value.given
      opened.value = answer.value
    },
    { immediate: true },
  )
  return { opened, preview, given, error, failed, busy, doubtful, give, giveAgain, giveAll }
}
