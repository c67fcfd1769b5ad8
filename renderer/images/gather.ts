import { crc32 } from '@shared/imaging/crc32'
import { MAX_FILE_BYTES, type FileFault } from '@shared/imaging/faults'
import { recognise, RECOGNISE_BYTES } from '@shared/imaging/recognise'
import type { Place } from './source'
import { openZip, type ZipEntry } from './zip'

/** A file on its way in, wherever it comes from. The name is shown and kept nowhere. */
export interface Incoming {
  readonly name: string
  readonly size: number
  /** The bytes, or a file to read them from. Rejects when they cannot be had. */
  place(): Promise<Exclude<Place, { imageId: string }>>
  /** What it is known by when it is chosen again. Rejects as `place` does. */
  mark(): Promise<string>
}

export interface Gathered {
  readonly files: readonly Incoming[]
  /** Archives that were not opened, with why. */
  readonly refused: readonly { readonly name: string; readonly fault: FileFault }[]
  /** Files in folders and archives that are no pictures of a study: viewers, tables of contents, texts. */
  readonly leftOut: number
}

/** A disc with more files is looked through no further. */
const MAX_FILES = 20_000

/** So much of both ends is read for a mark: the identity of a DICOM file stands in its first bytes. */
const END_BYTES = 4096

const markOf = (size: number, first: Uint8Array, last: Uint8Array): string =>
  [size, crc32(first), crc32(last)].map((part) => part.toString(16)).join('-')

const fromFile = (file: File): Incoming => ({
  name: file.name,
  size: file.size,
  place: () => Promise.resolve({ file }),
  mark: async () => {
    const part = async (from: number, to?: number): Promise<Uint8Array> =>
      new Uint8Array(await file.slice(from, to).arrayBuffer())
    return markOf(file.size, await part(0, END_BYTES), await part(Math.max(0, file.size - END_BYTES)))
  },
})

/** Unpacked anew each time it is asked for; its mark is made on the way. */
const fromZip = (one: ZipEntry): Incoming => {
  let mark: string | undefined
  const bytes = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const unpacked = await one.bytes()
    const from = Math.max(0, unpacked.length - END_BYTES)
    mark ??= markOf(unpacked.length, unpacked.subarray(0, END_BYTES), unpacked.subarray(from))
    return unpacked
  }
  return {
    name: one.name,
    size: one.size,
    place: async () => ({ bytes: await bytes() }),
    mark: async () => {
      if (mark === undefined) await bytes()
      return mark ?? ''
    },
  }
}

const headOf = async (one: Incoming): Promise<Uint8Array> => {
  const place = await one.place()
  if ('bytes' in place) return place.bytes.subarray(0, RECOGNISE_BYTES)
  return new Uint8Array(await place.file.slice(0, RECOGNISE_BYTES).arrayBuffer())
}

/** A table of contents is DICOM without pictures; its fixed name is part of the standard (PS3.10 8.6). */
const isContents = (name: string): boolean => name.toUpperCase() === 'DICOMDIR'

const kindOf = async (one: Incoming): Promise<string | undefined> => {
  if (isContents(one.name) || one.size === 0 || one.size > MAX_FILE_BYTES) return undefined
  const known = await headOf(one)
    .then(recognise)
    .catch(() => undefined)
  return known === undefined || 'refused' in known ? undefined : known.kind
}

/**
 * The pictures of a folder or an archive, told by content. Beside DICOM files nothing else is taken: what lies there
 * belongs to the disc's own viewer.
 */
const picturesOf = async (all: readonly Incoming[]): Promise<Incoming[]> => {
  const kinds: (string | undefined)[] = []
  for (const one of all) kinds.push(await kindOf(one))
  const isStudy = kinds.includes('dicom')
  return all.filter((_, at) => (isStudy ? kinds[at] === 'dicom' : kinds[at] !== undefined))
}

const isZip = async (file: File): Promise<boolean> => {
  const known = recognise(new Uint8Array(await file.slice(0, RECOGNISE_BYTES).arrayBuffer()))
  return 'refused' in known && known.refused === 'zip'
}

const ZIP_FAULTS = { damaged: 'damaged', bomb: 'bomb', locked: 'lockedZip' } as const

/**
 * Everything that was chosen, dropped or pasted as single files: ZIP archives are opened, files of folders sorted.
 * A file that somebody chose by itself always comes through, so that its refusal is heard.
 *
 * @param inFolders files that came with a folder, whose pictures alone are wanted
 */
export const gather = async (chosen: readonly File[], inFolders: readonly File[]): Promise<Gathered> => {
  const files: Incoming[] = []
  const refused: { name: string; fault: FileFault }[] = []
  let leftOut = 0
  const sort = async (all: readonly Incoming[]): Promise<void> => {
    const pictures = await picturesOf(all.slice(0, MAX_FILES))
    leftOut += all.length - pictures.length
    files.push(...pictures)
  }
  for (const file of chosen) {
    if (!(await isZip(file).catch(() => false))) {
      files.push(fromFile(file))
      continue
    }
    const opened = await openZip(file).catch(() => 'damaged' as const)
    if (typeof opened === 'string') refused.push({ name: file.name, fault: ZIP_FAULTS[opened] })
    else {
      const before = files.length
      await sort(opened.map(fromZip))
      if (files.length === before) refused.push({ name: file.name, fault: 'emptyZip' })
    }
  }
  if (inFolders.length > 0) await sort(inFolders.map(fromFile))
  return { files, refused, leftOut }
}

const filesUnder = async (entry: FileSystemEntry, found: File[]): Promise<void> => {
  if (found.length >= MAX_FILES) return
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((done) => {
      ;(entry as FileSystemFileEntry).file(done, () => done(undefined))
    })
    if (file !== undefined) found.push(file)
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader answers some at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done) => {
      reader.readEntries(done, () => done([]))
    })
    if (some.length === 0) return
    for (const one of some) await filesUnder(one, found)
  }
}

/** Files of a drop or paste, those of folders apart. Must be called before the event is over. */
export const transferred = async (
  data: DataTransfer | null,
): Promise<{ chosen: File[]; inFolders: File[] }> => {
  const items = [...(data?.items ?? [])].filter(({ kind }) => kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry())
  const folders = entries.filter((entry) => entry?.isDirectory === true)
  const chosen = items.flatMap((item, at) => {
    const file = entries[at]?.isDirectory === true ? null : item.getAsFile()
    return file === null ? [] : [file]
  })
  const inFolders: File[] = []
  for (const folder of folders) if (folder !== null) await filesUnder(folder, inFolders)
  return { chosen: items.length === 0 ? [...(data?.files ?? [])] : chosen, inFolders }
}
