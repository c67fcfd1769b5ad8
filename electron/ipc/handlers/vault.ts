import type { Services } from '../../services'
import type { Handlers } from '../register'

export const vaultHandlers = (services: Services) =>
  ({
    'vault.status': services.status,
    'vault.create': services.create,
    'vault.confirmRecovery': services.confirmRecovery,
    'vault.printRecovery': services.printRecovery,
    'vault.unlock': services.unlock,
    'vault.unlockWithPin': services.unlockWithPin,
    'vault.unlockWithRecovery': services.unlockWithRecovery,
    'vault.lock': ({ why }) => services.lock(why),
    'vault.touch': services.touch,
    'vault.flushed': services.flushed,
    'health.get': services.health.get,
    'health.check': services.health.check,
    'health.repair': services.health.repair,
    'health.accept': services.health.accept,
    'app.about': services.about,
    'people.list': services.people.list,
    'people.add': services.people.add,
    'people.update': services.people.update,
    'people.suspend': services.people.suspend,
    'people.reactivate': services.people.reactivate,
    'people.resetPassphrase': services.people.resetPassphrase,
    'people.changePassphrase': services.people.changePassphrase,
    'people.me': services.people.me,
    'people.setPin': services.people.setPin,
    'people.removePin': services.people.removePin,
    'clinic.get': services.clinic.get,
    'clinic.update': services.clinic.update,
    'clinic.updateSettings': services.clinic.updateSettings,
  }) satisfies Partial<Handlers>
