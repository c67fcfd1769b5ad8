import type { Links } from '../../shared/records/joined'
import type { SignedExam } from '../../shared/records/exam'
import type { Uuid } from '../../shared/records/values'

/** A signed visit with every revision of it that may be read in this chart, oldest first. */
export interface ExamFile {
  readonly newest: SignedExam
  readonly history: readonly SignedExam[]
}

/** Signed exams of a patient and how the charts that they lie in belong together. */
export interface Files {
  /** Newest visit first; those of charts that were one with this one and are no more as well. */
  readonly files: readonly ExamFile[]
  readonly links: Links
  /** The charts that are one now, the one that stands for them first. */
  readonly members: readonly Uuid[]
  /** Visits of these that could not be read. */
  readonly damaged: number
}

/** The chart that is open, the one beside the list and the one before. */
const KEPT = 3

/**
 * What was last read of signed visits, opened and checked. Signed revisions never change, so it is true until another
 * one is written or charts are joined; whoever does either forgets it. Gone with the session at the lock.
 */
export class ReadFiles {
  readonly #read = new Map<Uuid, Files>()

  get = (patientId: Uuid): Files | undefined => this.#read.get(patientId)

  keep(patientId: Uuid, files: Files): void {
    this.#read.delete(patientId)
    this.#read.set(patientId, files)
    const [oldest] = this.#read.keys()
    if (this.#read.size > KEPT && oldest !== undefined) this.#read.delete(oldest)
  }

  forget(): void {
    this.#read.clear()
  }
}
