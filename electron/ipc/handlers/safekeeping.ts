import type { Services } from '../../services'
import type { Handlers } from '../register'

export const safekeepingHandlers = ({ backup, erasure, retention }: Services) =>
  ({
    'vault.findBackups': backup.find,
    'vault.openBackup': backup.openOn,
    'backup.status': backup.status,
    'backup.choosePlace': backup.choosePlace,
    'backup.saveSettings': backup.saveSettings,
    'backup.now': backup.now,
    'backup.cancel': backup.cancel,
    'backup.rehearse': backup.rehearse,
    'backup.restore': backup.restore,
    'erasure.preview': erasure.preview,
    'erasure.erase': erasure.erase,
    'erasure.reachBackups': erasure.reachBackups,
    'erasure.certificate': erasure.certificate,
    'erasure.close': erasure.close,
    'retention.report': retention.report,
    'retention.print': retention.print,
  }) satisfies Partial<Handlers>
