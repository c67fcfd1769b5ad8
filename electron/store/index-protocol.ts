import type { SearchIndex } from './types'

/** What the thread is told first. The keys live in it until it is ended. */
export interface WorkerOpening {
  readonly vaultFile: string
  readonly indexKey: Uint8Array
  readonly patientKeysKey: Uint8Array
}

type Similar = Parameters<SearchIndex['similar']>[0]

export type WorkerRequest =
  | { readonly do: 'search'; readonly text: string; readonly limit: number }
  | {
      readonly do: 'similar'
      readonly person: Similar
      readonly limit: number
      readonly except: string | undefined
    }
  /** Somebody saved a patient. */
  | { readonly do: 'changed' }
  | { readonly do: 'ready' }
  | { readonly do: 'dump' }

export type WorkerMessage =
  | { readonly open: WorkerOpening }
  | { readonly id: number; readonly request: WorkerRequest }
  /** The thread closes what it has open and ends by itself: cut off inside SQLite it would take the process along. */
  | { readonly goodbye: true }

export interface WorkerAnswers {
  readonly search: { patientIds: string[]; total: number; indexing: boolean }
  readonly similar: { patientIds: string[] }
  readonly changed: { done: true }
  readonly ready: { restored: boolean; patients: number }
  /** No chunks: the stored snapshot is as new as the index. */
  readonly dump: { chunks: Uint8Array[] }
}
export type WorkerAnswer = WorkerAnswers[keyof WorkerAnswers]
