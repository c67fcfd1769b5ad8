import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Result } from '../../shared/errors'
import type { Patient } from '../../shared/records/people'
import type { OpenVault, VaultFolder } from '../../electron/store/types'
import { openVaultFolder } from '../../electron/store/vault'
import { LikeSearch, PlainStore } from './plain-store'
import { bareScrypt, median, percentile, row, timed, type BenchRow } from './row'

const SAVES = 300
const LOADED = 5_000
const PASSPHRASE = 'zz bench passphrase'
const QUICK = { cost: 16, blockSize: 8, parallel: 1 }
const MB = 1024 * 1024

const value = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new Error(result.error.code)
}

/** An exam of the usual size, about 4.3 KB of JSON. */
const examBody = (n: number): unknown => ({
  visitOn: '2026-03-01',
  answers: {
    definitionVersion: 1,
    values: Object.fromEntries(
      Array.from({ length: 34 }, (_, field) => [
        `section.field${field}`,
        {
          is: 'value',
          value: (n * 31 + field) % 11,
          at: '2026-03-01T08:00:00.000Z',
          by: 'zz-test',
          via: 'entered',
        },
      ]),
    ),
  },
  note: 'zz test '.repeat(60),
})

const SYLLABLES = [
  'an',
  'ber',
  'chen',
  'dra',
  'el',
  'fi',
  'gor',
  'ha',
  'ing',
  'jo',
  'ka',
  'lin',
  'mar',
  'ny',
  'or',
]
/** Invented names, the same in every run. */
const nameOf = (n: number): string =>
  [n % 15, Math.floor(n / 15) % 15, Math.floor(n / 225) % 15].map((index) => SYLLABLES[index] ?? '').join('')

const patientOf = (n: number): Patient => ({
  patientId: uuidv7(),
  revision: 1,
  clinicNumber: String(n + 1).padStart(5, '0'),
  registeredAt: '2026-01-05T09:00:00.000Z',
  given: nameOf(n * 7),
  family: nameOf(n * 13 + 5),
  preferred: '',
  otherScript: '',
  bornOn: `${1930 + (n % 80)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`,
  sex: 'unknown',
  phone: `9${String(n * 7919)
    .padStart(7, '0')
    .slice(-7)}`,
  language: 'en',
})

interface Bench {
  readonly dataFolder: string
  folder: VaultFolder
  readonly personId: string
  vault: OpenVault
}

async function newVault(indexWorker: string, root: string): Promise<Bench> {
  const dataFolder = mkdtempSync(join(root, 'vault-'))
  const folder = openVaultFolder({ dataFolder, indexWorker, kdf: QUICK })
  const personId = uuidv7()
  const made = value(
    await folder.create({ clinicName: 'Zz-Test', personId, personName: 'Zz', passphrase: PASSPHRASE }),
  )
  const groups = [0, 1].map((index) => ({ index, text: made.recoveryCode[index] ?? '' }))
  value(await folder.confirmCreated(groups))
  return { dataFolder, folder, personId, vault: made.vault }
}

const load = async (
  vault: OpenVault,
  kind: 'patient' | 'exam',
  documents: readonly Document[],
): Promise<void> => {
  value(await vault.documents.putAll(documents.map((document) => ({ kind, baseRevision: 0, ...document }))))
}

interface Document {
  readonly docId: string
  readonly patientId: string
  readonly body: unknown
}

async function saving(indexWorker: string, root: string): Promise<BenchRow[]> {
  const bench = await newVault(indexWorker, root)
  const plain = await PlainStore.open(join(root, 'plain.db'))
  const patients = Array.from({ length: LOADED / 5 }, () => uuidv7())
  const documents = Array.from({ length: LOADED }, (_, n) => ({
    docId: uuidv7(),
    patientId: patients[n % patients.length] ?? '',
    body: examBody(n),
  }))
  const sealedLoad: number[] = []
  const plainLoad: number[] = []
  for (let from = 0; from < LOADED; from += 1000) {
    const part = documents.slice(from, from + 1000)
    plainLoad.push(await timed(() => plain.load(part)))
    sealedLoad.push(await timed(() => load(bench.vault, 'exam', part)))
  }
  value(await bench.vault.idle())
  await plain.checkpoint()
  const sealed: number[] = []
  const floor: number[] = []
  for (let n = 0; n < SAVES + 20; n += 1) {
    const patientId = patients[n % patients.length] ?? ''
    const body = examBody(n)
    const plainly = await timed(() => plain.save(uuidv7(), patientId, body))
    const sealing = await timed(async () =>
      value(
        await bench.vault.documents.put({ kind: 'exam', docId: uuidv7(), patientId, baseRevision: 0, body }),
      ),
    )
    // The first saves prepare statements and open keys.
    if (n >= 20) {
      floor.push(plainly)
      sealed.push(sealing)
    }
  }
  await plain.close()
  await bench.folder.close()
  const perSecond = (times: readonly number[]): number => 1000 / (median(times) / 1000)
  const bare = 'the bare sqlite3 package, same rows, same durability'
  return [
    row({
      name: 'save, p50',
      unit: 'ms',
      value: median(sealed),
      floorIs: bare,
      floor: median(floor),
      goal: { atMost: 1.25 },
    }),
    row({
      name: 'save, p95',
      unit: 'ms',
      value: percentile(sealed, 95),
      floorIs: bare,
      floor: percentile(floor, 95),
      goal: { atMost: 1.5 },
    }),
    row({
      name: 'bulk load',
      unit: 'docs/s',
      value: perSecond(sealedLoad),
      floorIs: bare,
      floor: perSecond(plainLoad),
      goal: { atLeast: 0.7 },
    }),
  ]
}

async function unlocking(indexWorker: string, root: string): Promise<BenchRow[]> {
  const derivations: number[] = []
  for (let n = 0; n < 5; n += 1) derivations.push(await timed(bareScrypt))
  const scryptMs = median(derivations)
  const floorIs = 'one scrypt run, N=2^17'
  const rows: BenchRow[] = []

  const dataFolder = mkdtempSync(join(root, 'vault-'))
  const folder = openVaultFolder({ dataFolder, indexWorker })
  const personId = uuidv7()
  const made = value(
    await folder.create({ clinicName: 'Zz', personId, personName: 'Zz', passphrase: PASSPHRASE }),
  )
  const unlocks: number[] = []
  await made.vault.lock()
  for (let n = 0; n < 5; n += 1) {
    let vault: OpenVault | undefined
    unlocks.push(
      await timed(async () => (vault = value(await folder.unlock({ personId, passphrase: PASSPHRASE })))),
    )
    await vault?.lock()
  }
  await folder.close()
  rows.push(
    row({ name: 'key derivation and unlock', unit: 'ms', value: median(unlocks), floorIs, floor: scryptMs }),
  )

  for (const count of [1_000, 10_000]) {
    const bench = await newVault(indexWorker, root)
    const people = Array.from({ length: count }, (_, n) => patientOf(n))
    for (let from = 0; from < count; from += 1000) {
      const part = people.slice(from, from + 1000)
      await load(
        bench.vault,
        'patient',
        part.map((body) => ({ docId: body.patientId, patientId: body.patientId, body })),
      )
    }
    value(await bench.vault.index.ready())
    await bench.vault.lock()
    const at = `${count.toLocaleString('en')} patients`
    const listed: number[] = []
    const ready: number[] = []
    const stretched: number[] = []
    // At the real cost: the index thread starts while the passphrase is stretched.
    const second = await addPersonAtFullCost(bench, indexWorker)
    for (let n = 0; n < 9; n += 1) {
      stretched.push(await timed(bareScrypt))
      const from = performance.now()
      await unlockAndList(bench, second)
      listed.push(performance.now() - from)
      if (!value(await bench.vault.index.ready()).restored) throw new Error('The snapshot was not used')
      ready.push(performance.now() - from)
      if (n < 8) await bench.vault.lock()
    }
    const floor = median(stretched)
    rows.push(
      row({
        name: `passphrase to list, ${at}`,
        unit: 'ms',
        value: median(listed),
        floorIs,
        floor,
        goal: { atMost: 1.05 },
      }),
      row({
        name: `passphrase to search ready, ${at}`,
        unit: 'ms',
        value: median(ready),
        floorIs,
        floor,
        goal: { atMost: 1.25 },
      }),
    )
    if (count === 10_000) rows.push(await searching(bench.vault, people))
    await bench.folder.close()
  }
  return rows
}

async function unlockAndList(bench: Bench, personId: string): Promise<void> {
  bench.vault = value(await bench.folder.unlock({ personId, passphrase: PASSPHRASE }))
  const recent = value(await bench.vault.documents.recentPatientIds(50))
  const ids = recent.map((entry) => entry.patientId)
  value(await bench.vault.documents.listByIds('patient', ids))
}

async function addPersonAtFullCost(bench: Bench, indexWorker: string): Promise<string> {
  await bench.folder.close()
  bench.folder = openVaultFolder({ dataFolder: bench.dataFolder, indexWorker })
  const personId = uuidv7()
  bench.vault = value(await bench.folder.unlock({ personId: bench.personId, passphrase: PASSPHRASE }))
  const { vault } = bench
  const slot = value(await vault.keyring.newPassphrase(personId, 'Zz', PASSPHRASE))
  value(await vault.transaction((tx) => tx.keyring.put(slot)))
  await bench.vault.lock()
  return personId
}

async function searching(vault: OpenVault, people: readonly Patient[]): Promise<BenchRow> {
  const like = await LikeSearch.open(people.map((one) => [one.patientId, `${one.family} ${one.given}`]))
  // In blocks, product and floor by turns: whatever else the machine does in a moment meets both.
  const blocks: { ours: number[]; floor: number[] }[] = []
  for (let n = 0; n < 120; n += 1) {
    if (n % 10 === 0) blocks.push({ ours: [], floor: [] })
    const block = blocks.at(-1)
    const typed = people[(n * 167) % people.length]?.family ?? ''
    for (let length = 1; length <= typed.length; length += 1) {
      const text = typed.slice(0, length)
      block?.floor.push(await timed(() => like.search(text)))
      block?.ours.push(await timed(async () => value(await vault.index.search(text, 50))))
    }
  }
  await like.close()
  const pairs = blocks.map(({ ours, floor }) => [percentile(ours, 95), percentile(floor, 95)] as const)
  return row(
    {
      name: 'search per keystroke, p95, 10,000 patients',
      unit: 'ms',
      value: median(pairs.map(([ours]) => ours)),
      floorIs: 'sorted LIKE over an in-memory table',
      floor: median(pairs.map(([, floor]) => floor)),
      goal: { atMost: 0.5 },
    },
    pairs,
  )
}

/** A plain file made durable under its name. */
const plainWrite = async (path: string, folder: string, bytes: Buffer): Promise<void> => {
  const file = await open(`${path}.part`, 'w')
  for (let from = 0; from < bytes.length; from += MB) {
    await file.write(bytes.subarray(from, Math.min(bytes.length, from + MB)))
  }
  await file.sync()
  await file.close()
  await rename(`${path}.part`, path)
  const parent = await open(folder, 'r')
  await parent.sync()
  await parent.close()
}

async function images(indexWorker: string, root: string): Promise<BenchRow[]> {
  const bench = await newVault(indexWorker, root)
  const rows: BenchRow[] = []
  const patientId = uuidv7()
  for (const size of [10, 60]) {
    const bytes = randomBytes(size * MB)
    const write: number[] = []
    const read: number[] = []
    const bare: number[] = []
    const plainlyRead: number[] = []
    for (let n = 0; n < 11; n += 1) {
      const path = join(root, `plain-${size}-${n}`)
      bare.push(await timed(() => plainWrite(path, root, bytes)))
      plainlyRead.push(await timed(() => readFile(path)))
      const imageId = uuidv7()
      write.push(
        await timed(async () => {
          const writer = value(await bench.vault.images.begin({ imageId, patientId, examId: patientId }))
          for (let from = 0; from < bytes.length; from += MB) {
            value(await writer.append(bytes.subarray(from, Math.min(bytes.length, from + MB))))
          }
          value(await writer.finish(() => Promise.resolve({ ok: true, value: {} })))
        }),
      )
      read.push(
        await timed(async () => {
          const reader = value(await bench.vault.images.open(imageId))
          for (let from = 0; from < bytes.length; from += MB) value(await reader.read(from, MB))
          await reader.close()
        }),
      )
      rmSync(path)
      value(await bench.vault.images.remove(imageId))
    }
    const speed = (ms: number): number => size / (ms / 1000)
    const speeds = (ours: readonly number[], floor: readonly number[]) =>
      ours.map((ms, n) => [speed(ms), speed(floor[n] ?? ms)] as const)
    rows.push(
      row(
        {
          name: `sealed image write, ${size} MB`,
          unit: 'MB/s',
          value: speed(median(write)),
          floorIs: 'plain file, fsync and rename',
          floor: speed(median(bare)),
          goal: { atLeast: 0.4 },
        },
        speeds(write, bare),
      ),
      row(
        {
          name: `sealed image read, ${size} MB`,
          unit: 'MB/s',
          value: speed(median(read)),
          floorIs: 'plain file',
          floor: speed(median(plainlyRead)),
          goal: { atLeast: 0.25 },
        },
        speeds(read, plainlyRead),
      ),
    )
  }
  await bench.folder.close()
  return rows
}

/**
 * The store against its floors.
 * @param indexWorker file of the built index worker
 */
export async function benchStore(indexWorker: string): Promise<BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), 'palpa-bench-'))
  try {
    // First, while the process holds what the app's holds: ten thousand people in memory would be collected with
    // every megabyte that passes.
    const sealed = await images(indexWorker, root)
    return [...(await saving(indexWorker, root)), ...(await unlocking(indexWorker, root)), ...sealed]
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
