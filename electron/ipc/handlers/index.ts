import { ok } from '../../../shared/errors'
import type { Handlers } from '../register'

export const handlers = (): Partial<Handlers> => ({
  'vault.status': () => Promise.resolve(ok({ state: 'new', clinicName: '', people: [], retryAfterMs: 0 })),
})
