import type { Result } from '../../shared/errors'
import type { PrintJob } from '../../shared/handout/sheet'
import type { PaperSize } from '../../shared/records/people'

/**
 * Where paper comes from. The product draws in a hidden window; a test puts something in its place that can be
 * watched. Every failure is a `printer` error whose `detail` says what happened, or `cancelled`.
 */
export interface PrintPort {
  /** The job as PDF bytes: tagged, with an outline, in the page size of the job. */
  pdf(job: PrintJob): Promise<Result<Uint8Array>>
  /** The job through the operating system's print dialog. */
  paper(job: PrintJob): Promise<Result<{ readonly done: true }>>
  /** Somebody is about to print: have a page ready. */
  warm(): void
  /** Forgets everything drawn so far. */
  close(): void
}

export const paperOf = (job: PrintJob): PaperSize => {
  switch (job.is) {
    case 'sheet':
      return job.sheet.paper
    case 'note':
      return job.note.paper
    case 'letter':
      return job.letter.paper
    case 'recovery':
      return job.paper
  }
}
