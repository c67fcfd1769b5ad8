import { fail, ok, type Result } from '../../shared/errors'
import type { PrintJob } from '../../shared/handout/sheet'
import type { PrinterChoice } from '../print/port'
import { writeWhole } from '../print/write-file'
import type { Context } from './context'

/** Where paper goes: through the system's print dialog, or into a PDF where the person says. */
export type PaperTo = 'printer' | 'pdf'

/**
 * Puts one job on paper. The person is asked for the place first, so that nothing is drawn for a dialog that gets
 * closed. The bytes go nowhere but to that place.
 * @param suggestedName file name without a patient's name: it ends up in lists of recent files
 */
export const onPaper = async (
  context: Context,
  job: PrintJob,
  to: PaperTo,
  suggestedName: string,
  on?: PrinterChoice,
): Promise<Result<{ path?: string }>> => {
  const { press, dialogs } = context.ports
  if (to === 'printer') {
    const printed = await press.paper(job, on)
    return printed.ok ? ok({}) : printed
  }
  const path = await dialogs.savePdf(suggestedName)
  if (path === undefined) return fail('cancelled')
  const pdf = await press.pdf(job)
  return pdf.ok ? writeWhole(path, pdf.value) : pdf
}
