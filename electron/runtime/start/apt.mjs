import { runQuietly, say } from './shell.mjs'

const LIMIT_MS = 8 * 60_000

const canInstall = () => process.platform === 'linux' && process.getuid() === 0

/**
 * Installs Debian packages where this runs as root on a system with apt.
 * @returns whether they are installed now
 */
export async function aptInstall(packages) {
  if (!canInstall()) return false
  const options = { limitMs: LIMIT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const { code } = await runQuietly('reading the package lists', 'apt-get', ['update', '-q'], options)
  if (code === 127) return false
  const args = ['install', '-y', '-q', '--no-install-recommends', ...packages]
  const result = await runQuietly(`installing ${packages.join(', ')}`, 'apt-get', args, options)
  if (result.code !== 0) say(`apt-get could not install ${packages.join(', ')}.`)
  return result.code === 0
}
