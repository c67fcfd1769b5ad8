import { readdir, readFile, realpath, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname } from 'node:path'
import type { Finding } from '@shared/records/health'
import { findingOf } from './health/findings'

/** Where a data folder lies. A service copies files one by one, a share loses them half-written: neither is for a vault. */
export type DataPlace =
  { readonly is: 'local' } | { readonly is: 'cloud'; readonly service: string } | { readonly is: 'network' }

/** What is known of a folder; gathered by `lookAt`, judged by `judge`. */
export interface PlaceFacts {
  readonly platform: NodeJS.Platform
  /** The real path, with drive letters and links resolved. */
  readonly path: string
  /** Names in the folder and in each folder above it, nearest first. */
  readonly names: readonly (readonly string[])[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Linux: type number of the file system, as statfs answers it. */
  readonly fsType?: number
  /** Linux: lines of /proc/self/mounts. */
  readonly mounts?: readonly string[]
}

/** Names that the services give to the folder they copy. Whole names: somebody's "Boxes" is no service's "Box". */
const FOLDERS: readonly (readonly [RegExp, string])[] = [
  [/^OneDrive( ?[-–] ?.+)?$/i, 'OneDrive'],
  [/^Dropbox( \(.+\))?$/i, 'Dropbox'],
  [/^(Google ?Drive|My Drive|GoogleDrive-.+)$/i, 'Google Drive'],
  [/^(iCloud ?Drive|Mobile Documents|com~apple~CloudDocs)$/i, 'iCloud'],
  [/^Nextcloud\d*$/i, 'Nextcloud'],
  [/^ownCloud\d*$/i, 'ownCloud'],
  [/^(Box|Box Sync)$/, 'Box'],
  [/^pCloud ?Drive$/i, 'pCloud'],
  [/^MEGA(sync)?$/, 'MEGA'],
  [/^Seafile$/i, 'Seafile'],
  [/^Proton ?Drive$/i, 'Proton Drive'],
  [/^CloudStorage$/, 'a cloud service'],
]

/** Files that the services leave in the folder they copy, whatever it is called. */
const MARKERS: readonly (readonly [RegExp, string])[] = [
  [/^\.849C9593-D756-4E56-8D6E-42412F2A707B$/i, 'OneDrive'],
  [/^\.dropbox(\.cache)?$/, 'Dropbox'],
  [/^\.tmp\.drive(upload|download)$/, 'Google Drive'],
  [/^(\.nextcloudsync\.log|\.sync_[0-9a-f]+\.db|\._sync_[0-9a-f]+\.db)$/, 'Nextcloud'],
  [/^(\.owncloudsync\.log|\.csync_journal\.db)$/, 'ownCloud'],
  [/^\.stfolder$/, 'Syncthing'],
  [/^\.seafile-data$/, 'Seafile'],
  [/^\.icloud$/, 'iCloud'],
]

/** Windows tells programs where OneDrive is. */
const ENVIRONMENT = ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer'] as const

/** statfs(2): NFS, SMB, CIFS, SMB2, NCP, Coda, AFS. */
const NETWORK_TYPES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x564c, 0x73757245, 0x5346414f])
/** File systems of user space look alike to statfs; the table of mounts names them. */
const NETWORK_MOUNTS =
  /^(nfs4?|cifs|smb3|smbfs|afpfs|webdav|davfs|fuse\.(sshfs|rclone|davfs|gvfsd-fuse|s3fs|curlftpfs))$/

const parts = (path: string): string[] => path.split(/[/\\]+/).filter((part) => part !== '')
const within = (path: string, folder: string): boolean => {
  const [inner, outer] = [parts(path.toLowerCase()), parts(folder.toLowerCase())]
  return outer.length > 0 && outer.every((part, at) => inner[at] === part)
}

function cloudOf({ platform, path, names, env }: PlaceFacts): string | undefined {
  for (const part of parts(path).reverse()) {
    const found = FOLDERS.find(([name]) => name.test(part))
    if (found !== undefined) return found[1]
  }
  if (platform === 'win32') {
    for (const name of ENVIRONMENT) {
      const folder = env[name]
      if (folder !== undefined && within(path, folder)) return 'OneDrive'
    }
  }
  for (const name of names.flat()) {
    const found = MARKERS.find(([marker]) => marker.test(name))
    if (found !== undefined) return found[1]
  }
  return undefined
}

/** The mount that a path lies on: the deepest whose folder holds it. */
function mountType(path: string, mounts: readonly string[]): string | undefined {
  let best: { depth: number; type: string } | undefined
  for (const line of mounts) {
    const [, at = '', type = ''] = line.split(' ')
    const folder = at.replace(/\\040/g, ' ')
    const depth = parts(folder).length
    if ((folder === '/' || within(path, folder)) && depth >= (best?.depth ?? 0)) best = { depth, type }
  }
  return best?.type
}

const onNetwork = ({ platform, path, fsType, mounts }: PlaceFacts): boolean => {
  // \\server\share, but not \\?\C:\ and \\.\ , which are this machine.
  if (platform === 'win32') return /^(\\\\|\/\/)(?![?.])/.test(path) || /^\\\\\?\\UNC\\/i.test(path)
  if (fsType !== undefined && NETWORK_TYPES.has(fsType >>> 0)) return true
  return NETWORK_MOUNTS.test(mountType(path, mounts ?? []) ?? '')
}

/** Where a folder lies, by what is known of it. */
export function judge(facts: PlaceFacts): DataPlace {
  const service = cloudOf(facts)
  if (service !== undefined) return { is: 'cloud', service }
  return onNetwork(facts) ? { is: 'network' } : { is: 'local' }
}

/** The folder itself or, before it is made, the nearest one above it. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    // Resolves a Windows drive letter to the share behind it.
    const real = await realpath(at).catch(() => undefined)
    if (real !== undefined) return real + folder.slice(at.length)
    if (dirname(at) === at) return folder
  }
}

const mountTable = async (): Promise<readonly string[]> =>
  readFile('/proc/self/mounts', 'utf8').then(
    (table) => table.split('\n'),
    () => [],
  )

/** Gathers what is known of a folder. What cannot be found out is left out, and then nothing is claimed. */
export async function lookAt(folder: string): Promise<PlaceFacts> {
  const path = await nearest(folder)
  const names: string[][] = []
  const home = homedir()
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    names.push(await readdir(at).catch(() => []))
    // Above somebody's own folder lies nothing that they synchronise.
    if (at === home || basename(at) === '') break
  }
  const { platform, env } = process
  if (platform !== 'linux') return { platform, path, names, env }
  const type = await statfs(path).catch(() => undefined)
  return {
    platform,
    path,
    names,
    env,
    mounts: await mountTable(),
    ...(type === undefined ? {} : { fsType: type.type }),
  }
}

export const dataPlace = async (folder: string): Promise<DataPlace> => judge(await lookAt(folder))

/** The same as findings. */
export async function placeFindings(folder: string): Promise<Finding[]> {
  const found = await dataPlace(folder)
  if (found.is === 'local') return []
  return [
    found.is === 'cloud' ? findingOf('cloudFolder', { detail: found.service }) : findingOf('networkFolder'),
  ]
}
