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
  /** The job to the printer that was chosen, or through the operating system's print dialog. */
  paper(job: PrintJob, on?: PrinterChoice): Promise<Result<{ readonly done: true }>>
  /** The printers of this computer. `cancelled`: the press was closed meanwhile, as a lock does. */
  printers(): Promise<Result<readonly Printer[]>>
  /** Somebody is about to print: have a page ready. */
  warm(): void
  /** Forgets everything drawn so far. */
  close(): void
}

export interface Printer {
  readonly name: string
  /** What the operating system shows for it. */
  readonly label: string
}

/** Where a job goes without a dialog. */
export interface PrinterChoice {
  readonly name: string
  readonly copies: number
}

/** Whether the job is laid out for both sides of the paper. */
export const twoSided = (job: PrintJob): boolean => {
  switch (job.is) {
    case 'sheet':
      return job.sheet.frame.twoSided
    case 'note':
      return job.note.frame?.twoSided ?? false
    case 'letter':
      return job.letter.frame.twoSided
    case 'recovery':
      return false
  }
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
