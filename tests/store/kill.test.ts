import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { Connection, text } from '../../electron/store/connection'
import { imageFolder, vaultFile } from '../../electron/store/files'
import type { OpenVault } from '../../electron/store/types'
import { bundle } from './bundle'
import { freshVault, indexWorker, PASSPHRASE, value } from './vaults'

/** Kills in a test run; many more with PALPA_TORTURE=<count>. */
const KILLS = Number(process.env['PALPA_TORTURE'] ?? 20)
vi.setConfig({ testTimeout: 60_000 + KILLS * 2_000 })

/** Runs the saver and kills it without warning at a moment of its own choosing. */
const runAndKill = (script: string, args: readonly string[], afterMs: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), afterMs))
    child.once('exit', (exitCode, signal) => {
      if (signal === 'SIGKILL') resolve()
      else reject(new Error(`The saver ended by itself: ${exitCode ?? ''}`))
    })
  })

/** What was acknowledged, each line of which must be found again. */
async function lostOf(vault: OpenVault, lines: readonly string[]): Promise<string[]> {
  const lost: string[] = []
  const lastDraft = new Map<string, number>()
  for (const line of lines) {
    const [kind = '', id = '', count = ''] = line.split(' ')
    const n = Number(count)
    if (kind === 'draft') lastDraft.set(id, n)
    else if (kind === 'image') {
      const reader = await vault.images.open(id)
      const bytes = reader.ok ? await reader.value.read(0, 300_000) : reader
      if (!bytes.ok || bytes.value.length !== 300_000 || bytes.value[299_999] !== n % 256) lost.push(line)
      if (reader.ok) await reader.value.close()
    } else {
      const document = await vault.documents.latest('exam', id)
      if (!document.ok || (document.value.body as { n: number }).n !== n) lost.push(line)
    }
  }
  for (const [id, n] of lastDraft) {
    const draft = await vault.drafts.get(id)
    if (!draft.ok || draft.value.sequence < n + 1) lost.push(`draft ${id} ${n}`)
  }
  return lost
}

describe('kill -9', () => {
  it(`at ${KILLS} random moments loses no acknowledged save`, async () => {
    const { folder, dataFolder, personId } = await freshVault()
    await folder.close()
    const script = await bundle('tests/store/kill-child.ts')
    const notes = join(dataFolder, 'acknowledged.txt')
    const args = [dataFolder, await indexWorker(), personId, PASSPHRASE, notes]
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Spread over the saver's life: at once, in the middle of saves, of images and of checkpoints.
      await runAndKill(script, args, (kill * 37) % 211)
    }
    const raw = existsSync(notes) ? readFileSync(notes, 'utf8') : ''
    // The last line of a killed writer may be cut: then it was not acknowledged to anybody.
    const lines = raw.split('\n').filter((line) => /^(exam|draft|image) [0-9a-f-]{36} \d+$/.test(line))
    expect(lines.length).toBeGreaterThan(KILLS)
    const vault = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(await lostOf(vault, lines)).toEqual([])
    expect(value(await vault.audit.verify()).intact).toBe(true)
    const named = value(await vault.documents.list('exam')).damaged
    expect(named).toEqual([])
    expect(readdirSync(imageFolder(dataFolder)).filter((name) => name.endsWith('.part'))).toEqual([])
    await folder.close()
    const db = await Connection.open(vaultFile(dataFolder), 'readOnly')
    const check = await db.read((tx) => tx.get('PRAGMA integrity_check'))
    await db.close()
    expect(text(check!, 'integrity_check')).toBe('ok')
    if (process.env['PALPA_TORTURE'] !== undefined) {
      process.stdout.write(`${KILLS} kills, ${lines.length} acknowledged saves, 0 lost\n`)
    }
  })
})
