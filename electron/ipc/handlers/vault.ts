import type { Services } from '../../services'
import type { Handlers } from '../register'

export const vaultHandlers = (services: Services) =>
  ({
    'vault.status': services.status,
    'vault.create': services.create,
    'vault.confirmRecovery': services.confirmRecovery,
    'vault.printRecovery': services.printRecovery,
    'vault.unlock': services.unlock,
    'vault.unlockWithRecovery': services.unlockWithRecovery,
    'vault.openBackup': services.backup.open,
    'vault.lock': services.lock,
    'vault.touch': services.touch,
    'vault.flushed': services.flushed,
    'health.get': services.health.get,
    'health.check': services.health.check,
    'health.repair': services.health.repair,
    'health.accept': services.health.accept,
    'app.about': services.about,
    'backup.now': services.backup.now,
    'clinic.get': services.clinic.get,
    'clinic.update': services.clinic.update,
    'clinic.updateSettings': services.clinic.updateSettings,
  }) satisfies Partial<Handlers>
