import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * A small folder of this user on this machine, apart from the data folder and from what is usually copied along with
 * it: the copy of the vault's seal lies there. `PALPA_SEAL_DIR` names another, for tests and for a second vault.
 */
export function sealCopyFolder(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['PALPA_SEAL_DIR']
  if (named !== undefined && named !== '') return named
  if (process.platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'palpa-seal')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Preferences', 'palpa-seal')
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'palpa-seal')
}
