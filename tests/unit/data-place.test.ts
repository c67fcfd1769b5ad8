import { describe, expect, it } from 'vitest'
import { judge, lookAt, type PlaceFacts } from '../../electron/store/place'
import { findingOf } from '../../electron/store/health/findings'
import { findingWords } from '../../renderer/shell/health-words'
import { wordsFor } from '../../renderer/wording'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const facts = (more: Partial<PlaceFacts>): PlaceFacts => ({
  platform: 'linux',
  path: '/home/zz/.config/palpa',
  names: [],
  env: {},
  ...more,
})
const windows = (path: string, more: Partial<PlaceFacts> = {}): PlaceFacts =>
  facts({ platform: 'win32', path, ...more })

describe('a data folder', () => {
  it.each([
    ['C:\\Users\\zz\\OneDrive\\palpa', 'OneDrive'],
    ['C:\\Users\\zz\\OneDrive - Zz Clinic\\palpa', 'OneDrive'],
    ['C:\\Users\\zz\\Dropbox (Zz)\\palpa', 'Dropbox'],
    ['G:\\My Drive\\palpa', 'Google Drive'],
    ['C:\\Users\\zz\\iCloudDrive\\palpa', 'iCloud'],
    ['C:\\Users\\zz\\Nextcloud\\palpa', 'Nextcloud'],
  ])('at %s is kept by %s', (path, service) => {
    expect(judge(windows(path))).toEqual({ is: 'cloud', service })
  })

  it.each([
    ['/Users/zz/Library/Mobile Documents/com~apple~CloudDocs/palpa', 'iCloud'],
    ['/Users/zz/Library/CloudStorage/GoogleDrive-zz@example.org/palpa', 'Google Drive'],
    ['/Users/zz/Library/CloudStorage/OneDrive-Zz/palpa', 'OneDrive'],
    ['/Users/zz/Library/CloudStorage/Other/palpa', 'a cloud service'],
  ])('at %s on a Mac is kept by %s', (path, service) => {
    expect(judge(facts({ platform: 'darwin', path }))).toEqual({ is: 'cloud', service })
  })

  it.each([
    ['.849C9593-D756-4E56-8D6E-42412F2A707B', 'OneDrive'],
    ['.dropbox', 'Dropbox'],
    ['.tmp.drivedownload', 'Google Drive'],
    ['.nextcloudsync.log', 'Nextcloud'],
    ['.sync_1a2b3c.db', 'Nextcloud'],
    ['.stfolder', 'Syncthing'],
  ])('below a folder that holds %s is kept by %s', (marker, service) => {
    const names = [['vault.db'], ['other.txt'], ['photos', marker]]
    expect(judge(facts({ path: '/home/zz/shared/palpa', names }))).toEqual({ is: 'cloud', service })
  })

  it('in the folder that Windows names as OneDrive is kept by it, whatever it is called', () => {
    const env = { OneDriveCommercial: 'D:\\Wolke' }
    expect(judge(windows('D:\\Wolke\\palpa', { env }))).toEqual({ is: 'cloud', service: 'OneDrive' })
    expect(judge(windows('D:\\Wolke2\\palpa', { env }))).toEqual({ is: 'local' })
  })

  it.each([
    windows('\\\\server\\share\\palpa'),
    windows('\\\\?\\UNC\\server\\share\\palpa'),
    facts({ fsType: 0x6969 }),
    facts({ fsType: 0xff534d42 }),
    facts({ fsType: 0xfe534d42 }),
    facts({ path: '/mnt/z/palpa', mounts: ['/dev/sda1 / ext4 rw', 'srv:/x /mnt/z nfs4 rw'] }),
    facts({ path: '/mnt/z z/palpa', mounts: ['/dev/sda1 / ext4 rw', 'zz@srv:/ /mnt/z\\040z fuse.sshfs rw'] }),
  ])('on a share is on another computer: $path', (on) => {
    expect(judge(on)).toEqual({ is: 'network' })
  })

  it.each([
    windows('C:\\Users\\zz\\AppData\\Roaming\\palpa'),
    windows('\\\\?\\C:\\Users\\zz\\palpa'),
    windows('C:\\Users\\zz\\Boxes\\palpa'),
    facts({ path: '/home/zz/dropbox-notes/palpa', names: [['dropbox.txt']] }),
    facts({ fsType: 0xef53, mounts: ['/dev/sda1 / ext4 rw', 'srv:/x /mnt/z nfs4 rw'] }),
    facts({ path: '/mnt/zebra/palpa', mounts: ['/dev/sda1 / ext4 rw', 'srv:/x /mnt/z nfs4 rw'] }),
  ])('anywhere else is on this laptop: $path', (on) => {
    expect(judge(on)).toEqual({ is: 'local' })
  })

  it('is looked at before it is made, with the folders above it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'palpa-place-'))
    mkdirSync(join(folder, 'kept'))
    writeFileSync(join(folder, 'kept', '.nextcloudsync.log'), '')
    expect(judge(await lookAt(join(folder, 'kept', 'deep', 'palpa')))).toEqual({
      is: 'cloud',
      service: 'Nextcloud',
    })
    expect(judge(await lookAt(join(folder, 'own', 'palpa')))).toEqual({ is: 'local' })
    rmSync(folder, { recursive: true })
  })

  it('has a plain message each, before a vault is made there and after', () => {
    expect(wordsFor({ code: 'cloudFolder', detail: 'Dropbox' })).toMatch(
      /lies in Dropbox.*Nothing was changed/,
    )
    expect(wordsFor({ code: 'networkFolder' })).toMatch(/another computer.*Nothing was changed/)
    expect(findingWords(findingOf('cloudFolder', { detail: 'OneDrive' }))).toMatch(/lies in OneDrive/)
    expect(findingWords(findingOf('networkFolder'))).toMatch(/another computer/)
  })
})
