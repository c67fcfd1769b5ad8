import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { fail, ok } from '@shared/errors'
import { imageFile, imageFolder } from '../../electron/store/files'
import { CHUNK_BYTES, chunksOf, sealedLength } from '../../electron/store/image-file'
import type { OpenVault } from '../../electron/store/types'
import { code, freshVault, PASSPHRASE, value } from './vaults'

const attach = async (vault: OpenVault, bytes: Uint8Array, pieces = CHUNK_BYTES, patientId = uuidv7()) => {
  const imageId = uuidv7()
  const writer = value(await vault.images.begin({ imageId, patientId, examId: uuidv7() }))
  for (let from = 0; from < bytes.length; from += pieces) {
    value(await writer.append(bytes.subarray(from, from + pieces)))
  }
  return value(await writer.finish((written) => Promise.resolve(ok({ length: written.bytes }))))
}
const names = (dataFolder: string): string[] => readdirSync(imageFolder(dataFolder))

describe('sealed images', () => {
  it.each([1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 77])(
    'of %i bytes come back whole and in any part, whatever the pieces were',
    async (length) => {
      const { vault, dataFolder } = await freshVault()
      const bytes = randomBytes(length)
      for (const pieces of [CHUNK_BYTES, 700_001, 5_000_000]) {
        const image = await attach(vault, bytes, pieces)
        expect(image).toMatchObject({ bytes: length, hasThumbnail: false })
        const sealed = await readFile(imageFile(dataFolder, image.imageId))
        expect(sealed.length).toBe(sealedLength(length))
        if (length >= 64) expect(sealed.includes(bytes.subarray(0, 64))).toBe(false)
        const reader = value(await vault.images.open(image.imageId))
        expect(Buffer.compare(value(await reader.read(0, length)), bytes)).toBe(0)
        await fc.assert(
          fc.asyncProperty(fc.nat(length), fc.nat(2 * CHUNK_BYTES), async (offset, count) => {
            const part = value(await reader.read(offset, count))
            expect(Buffer.compare(part, bytes.subarray(offset, offset + count))).toBe(0)
          }),
          { numRuns: 10 },
        )
        await reader.close()
      }
      expect(value(await vault.audit.verify()).intact).toBe(true)
    },
  )

  it('leave nothing when aborted, refused, or cut off by the lock', async () => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const patientId = uuidv7()
    const begin = async () => {
      const writer = value(await vault.images.begin({ imageId: uuidv7(), patientId, examId: uuidv7() }))
      value(await writer.append(randomBytes(3_000_000)))
      return writer
    }
    const aborted = await begin()
    await aborted.abort()
    await aborted.abort()
    expect(code(await aborted.append(randomBytes(3)))).toBe('cancelled')
    const refused = await begin()
    const verdict = await refused.finish(async (written) => {
      expect(value(await written.read(2_999_990, 100))).toHaveLength(10)
      return fail('truncatedFile', { detail: 'half' })
    })
    expect(verdict).toMatchObject({ error: { code: 'truncatedFile', detail: 'half' } })
    expect(names(dataFolder)).toEqual([])
    const cut = await begin()
    await vault.lock()
    expect(code(await cut.append(randomBytes(3)))).toBe('cancelled')
    expect(names(dataFolder)).toEqual([])
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    expect(value(await again.images.list({ patientId })).images).toEqual([])
  })

  it('sweep orphans after the next unlock and leave strange files alone', async () => {
    const { folder, vault, dataFolder, personId } = await freshVault()
    const kept = await attach(vault, randomBytes(10))
    await vault.lock()
    await writeFile(join(imageFolder(dataFolder), `${uuidv7()}.sealed`), 'orphan')
    await writeFile(join(imageFolder(dataFolder), `${uuidv7()}.sealed.part`), 'half')
    await writeFile(join(imageFolder(dataFolder), 'notes.txt'), 'not ours')
    const again = value(await folder.unlock({ personId, passphrase: PASSPHRASE }))
    value(await again.health.check('trail'))
    expect(names(dataFolder).sort()).toEqual([`${kept.imageId}.sealed`, 'notes.txt'].sort())
  })

  it('notice a flipped bit in that chunk only, a cut, an exchange and a missing file', async () => {
    const { vault, dataFolder } = await freshVault()
    const bytes = randomBytes(2 * CHUNK_BYTES + 5)
    const patientId = uuidv7()
    const [one, two] = [
      await attach(vault, bytes, CHUNK_BYTES, patientId),
      await attach(vault, bytes, CHUNK_BYTES, patientId),
    ]
    const file = imageFile(dataFolder, one.imageId)
    const good = await readFile(file)
    const readAll = async (): Promise<string[]> => {
      const reader = await vault.images.open(one.imageId)
      if (!reader.ok) return [reader.error.code]
      const results = []
      for (let chunk = 0; chunk < chunksOf(bytes.length); chunk += 1) {
        results.push(code(await reader.value.read(chunk * CHUNK_BYTES, 5)))
      }
      await reader.value.close()
      return results
    }
    const flipped = Buffer.from(good)
    flipped.writeUInt8(flipped.readUInt8(CHUNK_BYTES + 500) ^ 1, CHUNK_BYTES + 500)
    await writeFile(file, flipped)
    expect(await readAll()).toEqual(['ok', 'damaged', 'ok'])
    const sealedChunk = sealedLength(CHUNK_BYTES)
    const exchanged = Buffer.concat([
      good.subarray(sealedChunk, 2 * sealedChunk),
      good.subarray(0, sealedChunk),
      good.subarray(2 * sealedChunk),
    ])
    await writeFile(file, exchanged)
    expect(await readAll()).toEqual(['damaged', 'damaged', 'ok'])
    await writeFile(file, good)
    await truncate(file, good.length - 1)
    expect(await readAll()).toEqual(['damaged'])
    await copyFile(imageFile(dataFolder, two.imageId), file)
    expect(await readAll()).toEqual(['damaged', 'damaged', 'damaged'])
    await rm(file)
    expect(await readAll()).toEqual(['missingFile'])
  })

  it('keep thumbnails and records, and leave a tombstone when removed', async () => {
    const { vault, dataFolder } = await freshVault()
    const image = await attach(vault, randomBytes(100))
    expect(code(await vault.images.thumbnail(image.imageId))).toBe('notFound')
    const png = randomBytes(5000)
    value(await vault.images.putThumbnail(image.imageId, png))
    expect(code(await vault.images.putThumbnail(image.imageId, randomBytes(300_000)))).toBe('tooLarge')
    expect(Buffer.compare(value(await vault.images.thumbnail(image.imageId)), png)).toBe(0)
    value(await vault.images.updateRecord(image.imageId, { changed: true }))
    expect(value(await vault.images.get(image.imageId))).toMatchObject({
      record: { changed: true },
      hasThumbnail: true,
    })
    expect(value(await vault.images.list({ examId: image.examId })).images).toHaveLength(1)
    expect(value(await vault.images.list({ patientId: uuidv7() })).images).toHaveLength(0)
    value(await vault.images.remove(image.imageId))
    expect(code(await vault.images.get(image.imageId))).toBe('notFound')
    expect(code(await vault.images.thumbnail(image.imageId))).toBe('notFound')
    expect(existsSync(imageFile(dataFolder, image.imageId))).toBe(false)
    const again = { imageId: image.imageId, patientId: image.patientId, examId: image.examId }
    expect(code(await vault.images.begin(again))).toBe('conflict')
    expect(value(await vault.audit.verify()).intact).toBe(true)
  })
})
