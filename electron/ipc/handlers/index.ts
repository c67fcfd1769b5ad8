import type { Services } from '../../services'
import type { Handlers } from '../register'
import { chartHandlers } from './charts'
import { paperHandlers } from './paper'
import { printHandlers, type PrintDesk } from './print'
import { safekeepingHandlers } from './safekeeping'
import { vaultHandlers } from './vault'

/** Every channel of the contract; one that is missing does not compile. */
export const handlers = (services: Services, desk: PrintDesk): Handlers => ({
  ...vaultHandlers(services),
  ...chartHandlers(services),
  ...paperHandlers(services),
  ...safekeepingHandlers(services),
  ...printHandlers(desk),
})
