import { fail, ok } from '../../../shared/errors'
import type { PrintJob } from '../../../shared/handout/sheet'
import type { Handlers } from '../register'

/** What the hidden page may ask of whoever prints. */
export interface PrintDesk {
  nextJob(): Promise<PrintJob | undefined>
  ready(pages: number): void
}

export const printHandlers = (desk: PrintDesk) =>
  ({
    /** Waits until there is a job; a page that has been replaced gets none. */
    'print.job': async () => {
      const job = await desk.nextJob()
      return job ? ok(job) : fail('cancelled')
    },
    'print.ready': ({ pages }) => {
      desk.ready(pages)
      return Promise.resolve(ok({ done: true as const }))
    },
  }) satisfies Partial<Handlers>
