import type { PalpaApi } from '@shared/ipc/contract'

declare global {
  interface Window {
    readonly palpa: PalpaApi
  }
}
