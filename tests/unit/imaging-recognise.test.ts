import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FILE_FAULTS, faultWords, sizeWords } from '../../shared/imaging/faults'
import { recognise } from '../../shared/imaging/recognise'
import { pixelsOf, syntaxWords } from '../../shared/imaging/syntaxes'
import { magneticResonance, ultrasound } from '../fixtures/dicom'
import { join, makeJpeg, makePng } from '../fixtures/pictures'

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'))
const padded = (value: string, length = 600): Uint8Array => join(text(value), new Uint8Array(length))
const tar = join(new Uint8Array(257).fill(65), text('ustar'), new Uint8Array(300))

describe('what a file is, told by its content', () => {
  it.each([
    ['jpeg', makeJpeg(8, 8), { kind: 'jpeg' }],
    ['png', makePng(2, 2), { kind: 'png' }],
    ['dicom', ultrasound({}, 8, 8), { kind: 'dicom', start: 'part10' }],
    ['dicom without preamble', magneticResonance({ preamble: false }, 8), { kind: 'dicom', start: 'meta' }],
    ['dicom without header', magneticResonance({ meta: false }, 8), { kind: 'dicom', start: 'explicit' }],
    [
      'implicit dicom without header',
      magneticResonance({ meta: false, syntax: '1.2.840.10008.1.2' }, 8),
      { kind: 'dicom', start: 'implicit' },
    ],
    // PS3.10 lets a TIFF share the file: the preamble is the TIFF's header.
    [
      'dicom behind a TIFF preamble',
      join(text('II*\0'), ultrasound({}, 8, 8).subarray(4)),
      { kind: 'dicom' },
    ],
  ])('%s', (_, bytes, expected) => {
    expect(recognise(bytes)).toMatchObject(expected)
  })

  it.each([
    ['video', padded('RIFF\x10\0\0\0AVI LIST')],
    ['heic', padded('\0\0\0\x18ftypheic')],
    ['heic', padded('\0\0\0\x18ftypavif')],
    ['video', padded('\0\0\0\x18ftypmp42')],
    ['video', padded('\0\0\0\x14ftypqt  ')],
    ['gif', padded('GIF89a')],
    ['tiff', padded('II*\0')],
    ['tiff', padded('MM\0*')],
    ['bmp', padded('BM\x36\x10\0\0\0\0\0\0')],
    ['jpeg2000', padded('\0\0\0\x0cjP  \r\n')],
    ['zip', padded('PK\x03\x04')],
    ['archive', padded('7z\xbc\xaf\x27\x1c')],
    ['archive', padded('\x1f\x8b\x08')],
    ['archive', tar],
    ['svg', padded('<?xml version="1.0"?><svg onload="x">')],
    ['svg', padded('  <!DOCTYPE html><script>')],
    ['unknown', padded('just words')],
    ['unknown', new Uint8Array(deflateSync('x'))],
    ['unknown', Uint8Array.of(0xff)],
    ['unknown', new Uint8Array(5000)],
    ['empty', new Uint8Array()],
  ] as const)('%s is named', (refused, bytes) => {
    expect(recognise(bytes)).toEqual({ refused })
  })
})

describe('words', () => {
  it('every fault is a sentence that says what to do', () => {
    for (const key of Object.keys(FILE_FAULTS)) {
      expect(faultWords(key)).toMatch(/^This file is [^.]+\. [A-Z][^.]+(?:, [^.]+)?\.$/)
      expect(faultWords(key)).not.toMatch(/please|invalid|oops|error|sorry/i)
    }
    expect(faultWords('<script>')).toBe(faultWords('unknown'))
  })

  it.each([
    [3_000_000, 9_000_000, '3 of 9 MB'],
    [9_630, 9_830, '9.6 of 9.8 KB'],
    [922_870, 922_878, '922870 of 922878 bytes'],
    [200, undefined, '200 bytes'],
    [12_345_678, undefined, '12 MB'],
  ])('%s of %s', (bytes, of, words) => {
    expect(sizeWords(bytes, of)).toBe(words)
  })

  it('transfer syntaxes have names', () => {
    expect(syntaxWords('1.2.840.10008.1.2.4.91')).toBe('JPEG 2000 (1.2.840.10008.1.2.4.91)')
    expect(pixelsOf('1.2.840.10008.1.2.1')).toBe('native')
    expect(pixelsOf('1.2.840.10008.1.2.4.91')).toBe('jpeg2000')
    expect(pixelsOf('1.2.3.4')).toBe('other')
    expect(syntaxWords('1.2.3.4')).toBe('unknown transfer syntax (1.2.3.4)')
  })
})
