import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import { isAnotherPerson, type Charted } from '@shared/imaging/identity'
import { reportIdentity } from '@shared/imaging/report-words'
import type { MissingFiles } from '@shared/ipc/pictures'
import type { ImageRecord } from '@shared/records/image'
import { call } from '../api'
import { useSession } from '../stores/session'
import { wordsFor } from '../wording'
import { gather, type Incoming } from './gather'
import { firstLook } from './picture'
import { drawThumbnail } from './thumbnail'
import { sending, type Sending } from './upload'

/** A line for a file that is on its way or was refused. The name is shown, and kept sealed until the file is in. */
export interface Line {
  readonly id: number
  readonly name: string
  readonly bytes: number
  readonly sent: number
  /** Why it was refused, in words. */
  readonly refused?: string
  /** It can be gone on with: what came so far waits. */
  readonly waits?: boolean
}

/** A file that names somebody else: attached only when a person says so. */
export interface Doubt {
  readonly record: ImageRecord
  readonly answer: (keep: boolean) => void
}

/** What is seen of the files on their way into a visit. */
interface Seen {
  lines: readonly Line[]
  doubt: Doubt | undefined
  /** Files of folders and archives that were left out because they are no pictures of a study. */
  leftOut: number
  /** Files that were chosen again and are in, or on their way. */
  wereHere: number
  /** What was chosen earlier and did not come in. */
  missing: MissingFiles
}

/** Files on their way into one visit. It goes on while its screen is left, until all are in or Palpa is locked. */
export interface Intake {
  readonly seen: Readonly<Seen>
  /** Whose chart it is, for the words of a report. */
  chart: Charted | undefined
  /** Told of each picture that is in. Without anybody to tell, the visit takes it up when it is opened next. */
  attached: ((record: ImageRecord) => void) | undefined
  /** Takes files, one after the other; of folders and archives the pictures. */
  readonly take: (chosen: readonly File[], inFolders?: readonly File[]) => Promise<void>
  /** Takes in what is stored and belongs to no entry yet: its answers were interrupted. False where it was left out. */
  readonly settle: (record: ImageRecord) => Promise<boolean>
  /** Goes on with a file that could not be read on. */
  readonly goOn: (id: number) => void
  /** Stops a file under way, or clears a refusal away. */
  readonly dismiss: (id: number) => void
  /** Whether a stored picture is still in hand here: it is told by itself. */
  readonly holds: (imageId: string) => boolean
  /** Asks what was chosen earlier and did not come in. */
  readonly look: () => Promise<void>
  /** What did not come in is not wanted any more. */
  readonly giveUp: () => Promise<void>
  /** The vault is locked: nothing more is sent, and nothing remembered here. */
  readonly end: () => void
}

/** One file on its way. */
interface Job {
  readonly file: Incoming
  readonly fileId: string | undefined
  readonly stop: AbortController
  readonly sending: Sending
}
type Said = 'keep' | 'leave' | 'nobody'

const NONE: MissingFiles = { chosen: 0, files: [] }
const MAX_NAME = 255

/** What one question stands for: the slices of a series that say the same of their patient. */
const doubtKey = ({ facts, imageId }: ImageRecord): string =>
  facts.series === undefined
    ? imageId
    : `${facts.series.uid} ${facts.identity?.name ?? ''} ${facts.identity?.bornOn ?? ''}`

const remove = (record: ImageRecord): Promise<unknown> => call('images.remove', { imageId: record.imageId })

/** The small picture of a file that is in, and what only opening it tells. Undefined where it lies about its kind. */
const draw = async (
  file: Incoming,
  record: ImageRecord,
  whose: Charted | undefined,
): Promise<ImageRecord | undefined> => {
  const { picture, words } = await firstLook(await file.place())
  // Whole by its structure and still no picture.
  if (picture.is === 'none' && picture.broken) return undefined
  const png = await drawThumbnail(picture)
  if (png === undefined) return record
  const info = picture.is === 'frame' && picture.info.is === 'pages' ? picture.info : undefined
  const pages = info && {
    columns: info.columns,
    rows: info.rows,
    frames: info.frames,
    ...(words === undefined || whose === undefined ? {} : { identity: reportIdentity(words, whose) }),
  }
  const kept = await call('images.thumbnail', {
    imageId: record.imageId,
    png,
    ...(pages === undefined ? {} : { pages }),
  })
  return kept.ok ? { ...record, facts: { ...record.facts, ...pages }, hasThumbnail: true } : record
}

const newIntake = (examId: string): Intake => {
  const seen = shallowReactive<Seen>({ lines: [], doubt: undefined, leftOut: 0, wereHere: 0, missing: NONE })
  const jobs = new Map<number, Job>()
  /** Stored pictures that are not told of yet. */
  const inHand = new Set<string>()
  const answers = new Map<string, boolean>()
  const asked = new Map<string, Promise<Said>>()
  let queue: Promise<void> = Promise.resolve()
  let questions: Promise<unknown> = Promise.resolve()
  let nobody: (() => void) | undefined
  let last = 0
  let over = false
  const isOver = (): boolean => over

  const change = (id: number, to: Partial<Line>): void => {
    seen.lines = seen.lines.map((line) => (line.id === id ? { ...line, ...to } : line))
  }
  const drop = (id: number): void => {
    jobs.delete(id)
    seen.lines = seen.lines.filter((line) => line.id !== id)
  }
  /** It does not come any more: main waits for it no longer. */
  const giveUp = async (fileIds: readonly (string | undefined)[]): Promise<void> => {
    const known = fileIds.filter((fileId) => fileId !== undefined)
    if (known.length > 0 && !over) await call('images.giveUp', { examId, fileIds: known })
  }
  const refuse = (id: number, refused: string): void => {
    void giveUp([jobs.get(id)?.fileId])
    jobs.delete(id)
    change(id, { refused, waits: false })
  }

  const put = async (record: ImageRecord): Promise<Said> => {
    if (over) return 'nobody'
    const known = answers.get(doubtKey(record))
    if (known !== undefined) return known ? 'keep' : 'leave'
    const said = await new Promise<Said>((done) => {
      nobody = () => done('nobody')
      seen.doubt = { record, answer: (keep) => done(keep ? 'keep' : 'leave') }
    })
    seen.doubt = undefined
    if (said !== 'nobody') answers.set(doubtKey(record), said === 'keep')
    return said
  }
  /** One question at a time, and once for a picture; it stands until somebody answers it. */
  const ask = (record: ImageRecord): Promise<Said> => {
    const { imageId } = record
    const before = asked.get(imageId)
    if (before !== undefined) return before
    const said = questions.then(() => put(record)).finally(() => asked.delete(imageId))
    questions = said
    asked.set(imageId, said)
    return said
  }
  const settle = async (record: ImageRecord): Promise<boolean> => {
    const said = isAnotherPerson(record.facts.identity) ? await ask(record) : 'keep'
    if (said === 'leave') await remove(record)
    if (said !== 'keep' || over) return false
    intake.attached?.(record)
    return true
  }

  const come = async (id: number, file: Incoming, stored: ImageRecord): Promise<void> => {
    const record = await draw(file, stored, intake.chart).catch(() => stored)
    if (record === undefined) {
      await remove(stored)
      refuse(id, wordsFor({ code: 'unsupportedFile', detail: 'damaged' }))
      return
    }
    await settle(record)
    drop(id)
  }
  const one = async (id: number): Promise<void> => {
    const job = jobs.get(id)
    if (job === undefined || job.stop.signal.aborted || over) return
    change(id, { waits: false })
    const sent = await job.sending.run()
    // What a lock cut off is told when the visit is opened next.
    if (isOver() || (!sent.ok && sent.error.code === 'locked')) return
    if (sent.ok) {
      inHand.add(sent.value.imageId)
      await come(id, job.file, sent.value)
      inHand.delete(sent.value.imageId)
    } else if (sent.error.code === 'interrupted') change(id, { waits: true })
    else if (sent.error.code === 'cancelled') {
      void giveUp([job.fileId])
      drop(id)
    } else refuse(id, wordsFor(sent.error))
  }
  const enqueue = (id: number): void => {
    queue = queue.then(() => one(id))
  }
  const line = (name: string, bytes: number): number => {
    const id = ++last
    seen.lines = [...seen.lines, { id, name, bytes, sent: 0 }]
    return id
  }
  const add = (file: Incoming, fileId: string | undefined): void => {
    const id = line(file.name, file.size)
    const stop = new AbortController()
    const watch = { signal: stop.signal, sent: (sent: number) => change(id, { sent }) }
    const to = { examId, entryId: uuidv7(), fileId }
    jobs.set(id, { file, fileId, stop, sending: sending(file, to, watch) })
    enqueue(id)
  }
  const look = async (): Promise<void> => {
    const answer = await call('images.missing', { examId })
    if (answer.ok && !over) seen.missing = answer.value
  }

  const intake: Intake = {
    seen,
    chart: undefined,
    attached: undefined,
    take: async (chosen, inFolders = []) => {
      const gathered = await gather(chosen, inFolders)
      const files = []
      for (const file of gathered.files) {
        const name = file.name.slice(0, MAX_NAME)
        // What cannot be read is told when its turn comes.
        const mark = await file.mark().catch(() => `${file.size} ${name}`.slice(0, 64))
        files.push({ name, bytes: file.size, mark })
      }
      const expected = await call('images.expect', { examId, files })
      if (over) return
      seen.leftOut = gathered.leftOut
      seen.wereHere = expected.ok ? expected.value.files.filter(({ isHere }) => isHere).length : 0
      for (const { name, fault } of gathered.refused)
        refuse(line(name, 0), wordsFor({ code: 'unsupportedFile', detail: fault }))
      for (const [at, file] of gathered.files.entries()) {
        const known = expected.ok ? expected.value.files[at] : undefined
        if (known?.isHere !== true) add(file, known?.fileId)
      }
      // An answer counts for what came with it: the same files chosen again are asked about again.
      queue = queue.then(() => answers.clear())
      await look()
    },
    settle,
    goOn: enqueue,
    dismiss: (id) => {
      const job = jobs.get(id)
      const here = seen.lines.find((each) => each.id === id)
      job?.stop.abort()
      if (here?.waits === true) void job?.sending.drop()
      // One under way ends by itself between two pieces.
      if (job === undefined || here?.waits === true || here?.sent === 0) {
        void giveUp([job?.fileId])
        drop(id)
      }
    },
    holds: (imageId) => inHand.has(imageId),
    look,
    giveUp: async () => {
      await giveUp(seen.missing.files.map(({ fileId }) => fileId))
      await look()
    },
    end: () => {
      over = true
      for (const { stop } of jobs.values()) stop.abort()
      jobs.clear()
      nobody?.()
      Object.assign(seen, { lines: [], leftOut: 0, wereHere: 0, missing: NONE } satisfies Partial<Seen>)
    },
  }
  return intake
}

/** The files on their way into visits: the same from wherever they are asked for, until the vault is locked. */
export const useIntakes = defineStore('intakes', () => {
  const intakes = new Map<string, Intake>()
  useSession().onLock(() => {
    for (const intake of intakes.values()) intake.end()
    intakes.clear()
  })
  const of = (examId: string): Intake => {
    const intake = intakes.get(examId) ?? newIntake(examId)
    intakes.set(examId, intake)
    return intake
  }
  return { of }
})
