import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  randomFillSync,
  webcrypto,
} from 'node:crypto'
import { refuse } from './failures'

/**
 * AES-256-GCM with a random 96-bit IV. A sealed blob is
 * `codec(1) | key version(1) | iv(12) | ciphertext | tag(16)`; the two header bytes and the name of the place the
 * blob belongs to are additional data, so a blob moved to another row, revision or patient does not open.
 */
const CODEC = 1
const KEY_VERSION = 1
const HEADER = Buffer.from([CODEC, KEY_VERSION])
const IV_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32
/** How much longer a sealed blob is than its plaintext. */
export const SEAL_OVERHEAD = HEADER.length + IV_BYTES + TAG_BYTES

/** What a subkey is for. One key never seals two kinds of thing. */
export const PURPOSES = [
  'documents',
  'drafts',
  'images',
  'thumbnails',
  'index',
  'audit',
  'patientKeys',
  'backups',
  'erasures',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** Names the place of a blob: purpose, table, id, revision … Parts never contain the separator. */
export const place = (
  purpose: Purpose | 'vaultKey',
  ...parts: readonly (string | number | null)[]
): string => {
  const words = [purpose, ...parts.map((part) => (part === null ? '-' : String(part)))]
  if (words.some((word) => word.includes('|'))) throw new Error('A part of a place contains a separator')
  return words.join('|')
}

// Both header bytes are ASCII, so as text they are the same bytes.
const HEADER_TEXT = HEADER.toString('latin1')
const additional = (where: string): Buffer => Buffer.from(HEADER_TEXT + where, 'utf8')

/** Random bytes for IVs, drawn many at a time: one draw per IV costs as much as sealing a small document. */
const ivPool = Buffer.alloc(IV_BYTES * 256)
let ivAt = ivPool.length
const nextIv = (): Buffer => {
  if (ivAt === ivPool.length) {
    randomFillSync(ivPool)
    ivAt = 0
  }
  ivAt += IV_BYTES
  return Buffer.from(ivPool.subarray(ivAt - IV_BYTES, ivAt))
}

/** Text is sealed as UTF-8. */
export function seal(key: Uint8Array, where: string, plain: Uint8Array | string): Buffer {
  const iv = nextIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(additional(where))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  cipher.final()
  return Buffer.concat([HEADER, iv, body, cipher.getAuthTag()])
}

/**
 * Seals big pieces on the engine's own threads, so that hashing the next piece goes on meanwhile. The same bytes as
 * `seal` writes, in parts.
 */
export class PieceSealer {
  private constructor(private readonly key: CryptoKey) {}

  static async create(key: Uint8Array): Promise<PieceSealer> {
    return new PieceSealer(await webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']))
  }

  async seal(where: string, plain: Uint8Array): Promise<readonly Buffer[]> {
    const iv = nextIv()
    const parameters = { name: 'AES-GCM', iv, additionalData: additional(where), tagLength: TAG_BYTES * 8 }
    return [HEADER, iv, Buffer.from(await webcrypto.subtle.encrypt(parameters, this.key, plain))]
  }
}

/** Fails with `damaged` when a bit differs, the key is another, or the blob belongs to another place. */
export function unseal(key: Uint8Array, where: string, sealed: Uint8Array): Buffer {
  if (sealed.length < SEAL_OVERHEAD || sealed[0] !== CODEC || sealed[1] !== KEY_VERSION)
    return refuse('damaged')
  const iv = sealed.subarray(HEADER.length, HEADER.length + IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv)
  decipher.setAAD(additional(where))
  decipher.setAuthTag(tagOf(sealed))
  const body = decipher.update(sealed.subarray(HEADER.length + IV_BYTES, sealed.length - TAG_BYTES))
  try {
    decipher.final()
  } catch {
    return refuse('damaged')
  }
  return body
}

/** The authentication tag: the last bytes of a sealed blob. */
export const tagOf = (sealed: Uint8Array): Uint8Array => sealed.subarray(sealed.length - TAG_BYTES)

export const sealJson = (key: Uint8Array, where: string, body: unknown): Buffer =>
  seal(key, where, JSON.stringify(body))

export const unsealJson = (key: Uint8Array, where: string, sealed: Uint8Array): unknown =>
  JSON.parse(unseal(key, where, sealed).toString('utf8')) as unknown

/** A secret and the subkeys that HKDF-SHA256 makes of it, one per purpose. */
export class KeySet {
  private readonly derived = new Map<Purpose, Buffer>()

  /** `owner` (vault or patient id) is the salt, so equal secrets never make equal keys. Takes the buffer over. */
  constructor(
    private readonly secret: Buffer,
    private readonly owner: string,
  ) {
    if (secret.length !== KEY_BYTES) throw new Error('A key has 32 bytes')
  }

  static random(owner: string): KeySet {
    return new KeySet(randomBytes(KEY_BYTES), owner)
  }

  for(purpose: Purpose): Buffer {
    const known = this.derived.get(purpose)
    if (known !== undefined) return known
    const made = Buffer.from(hkdfSync('sha256', this.secret, this.owner, `palpa/1/${purpose}`, KEY_BYTES))
    this.derived.set(purpose, made)
    return made
  }

  /** Seals the secret itself under another key. */
  wrap(key: Uint8Array, where: string): Buffer {
    return seal(key, where, this.secret)
  }

  static unwrap(key: Uint8Array, where: string, wrapped: Uint8Array, owner: string): KeySet {
    return new KeySet(unseal(key, where, wrapped), owner)
  }

  /** Overwrites what can be overwritten. Strings that were opened stay with the garbage collector. */
  wipe(): void {
    this.secret.fill(0)
    for (const key of this.derived.values()) key.fill(0)
    this.derived.clear()
  }
}
