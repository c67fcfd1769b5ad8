import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { v7 as uuidv7 } from 'uuid'
import { isAnotherPerson, type Charted } from '@shared/imaging/identity'
import { reportIdentity } from '@shared/imaging/report-words'
import type { ImageRecord } from '@shared/records/image'
import { call } from '../api'
import { wordsFor } from '../wording'
import { gather, type Incoming } from './gather'
import { firstLook } from './picture'
import { drawThumbnail } from './thumbnail'
import { sending, type Sending } from './upload'

/** A line for a file that is on its way or was refused. The name is shown and kept nowhere. */
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

interface Attaching {
  readonly lines: Ref<readonly Line[]>
  readonly doubt: Ref<Doubt | undefined>
  /** Files of folders and archives that were left out because they are no pictures of a study. */
  readonly leftOut: Ref<number>
  /** Takes files, one after the other; of folders and archives the pictures. */
  readonly take: (chosen: readonly File[], inFolders?: readonly File[]) => Promise<void>
  /** Takes in what is stored and belongs to no entry yet: its answers were interrupted. False where it was left out. */
  readonly settle: (record: ImageRecord) => Promise<boolean>
  /** Goes on with a file that could not be read on. */
  readonly goOn: (id: number) => void
  /** Stops a file under way, or clears a refusal away. */
  readonly dismiss: (id: number) => void
}

/** One file on its way. */
interface Job {
  readonly file: Incoming
  readonly stop: AbortController
  readonly sending: Sending
}

/** What one question stands for: the slices of a series that say the same of their patient. */
const doubtKey = ({ facts, imageId }: ImageRecord): string =>
  facts.series === undefined
    ? imageId
    : `${facts.series.uid} ${facts.identity?.name ?? ''} ${facts.identity?.bornOn ?? ''}`

/**
 * Takes files in for an exam and tells each one that was attached.
 *
 * @param chart whose chart it is, for the words of a report
 */
export const useAttaching = (
  examId: () => string,
  chart: () => Charted | undefined,
  attached: (record: ImageRecord) => void,
): Attaching => {
  const lines = shallowRef<readonly Line[]>([])
  const doubt = ref<Doubt>()
  const leftOut = ref(0)
  const jobs = new Map<number, Job>()
  const answers = new Map<string, boolean>()
  let queue: Promise<void> = Promise.resolve()
  let last = 0

  const change = (id: number, over: Partial<Line>): void => {
    lines.value = lines.value.map((line) => (line.id === id ? { ...line, ...over } : line))
  }
  const drop = (id: number): void => {
    jobs.delete(id)
    lines.value = lines.value.filter((line) => line.id !== id)
  }
  const refuse = (id: number, refused: string): void => {
    jobs.delete(id)
    change(id, { refused, waits: false })
  }
  const remove = (record: ImageRecord): Promise<unknown> => call('images.remove', { imageId: record.imageId })

  let gone = false
  onScopeDispose(() => {
    gone = true
    doubt.value?.answer(false)
    // Nobody is left to put the stick back: what waits is given up.
    for (const line of lines.value) if (line.waits === true) void jobs.get(line.id)?.sending.drop()
  })

  const ask = async (record: ImageRecord): Promise<boolean> => {
    const keep =
      !gone &&
      (await new Promise<boolean>((answer) => {
        doubt.value = { record, answer }
      }))
    doubt.value = undefined
    return keep
  }
  /** Asks about another person's picture, once for a series; answers whether it stays. Nobody left to ask: it does not. */
  const stays = async (record: ImageRecord): Promise<boolean> => {
    if (!isAnotherPerson(record.facts.identity)) return true
    const key = `${record.examId} ${doubtKey(record)}`
    const keep = answers.get(key) ?? (await ask(record))
    if (!gone) answers.set(key, keep)
    if (!keep) await remove(record)
    return keep
  }

  const draw = async (file: Incoming, record: ImageRecord): Promise<ImageRecord | undefined> => {
    const { picture, words } = await firstLook(await file.place())
    // Whole by its structure and still no picture: it lies about its kind.
    if (picture.is === 'none' && picture.broken) return undefined
    const png = await drawThumbnail(picture)
    if (png === undefined) return record
    const info = picture.is === 'frame' && picture.info.is === 'pages' ? picture.info : undefined
    const whose = chart()
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

  const settle = async (record: ImageRecord): Promise<boolean> => {
    const stay = await stays(record)
    if (stay) attached(record)
    return stay
  }

  const one = async (id: number): Promise<void> => {
    const job = jobs.get(id)
    if (job === undefined || job.stop.signal.aborted) return
    change(id, { waits: false })
    const sent = await job.sending.run()
    if (!sent.ok && sent.error.code === 'interrupted') {
      change(id, { waits: true })
      return
    }
    if (!sent.ok) {
      if (sent.error.code === 'cancelled') drop(id)
      else refuse(id, wordsFor(sent.error))
      return
    }
    const record = await draw(job.file, sent.value).catch(() => sent.value)
    if (record === undefined) {
      await remove(sent.value)
      refuse(id, wordsFor({ code: 'unsupportedFile', detail: 'damaged' }))
      return
    }
    await settle(record)
    drop(id)
  }
  const enqueue = (id: number): void => {
    queue = queue.then(() => one(id))
  }
  const line = (name: string, bytes: number): number => {
    const id = ++last
    lines.value = [...lines.value, { id, name, bytes, sent: 0 }]
    return id
  }
  const add = (file: Incoming): void => {
    const id = line(file.name, file.size)
    const stop = new AbortController()
    const watch = { signal: stop.signal, sent: (sent: number) => change(id, { sent }) }
    jobs.set(id, { file, stop, sending: sending(file, { examId: examId(), entryId: uuidv7() }, watch) })
    enqueue(id)
  }

  return {
    lines,
    doubt,
    leftOut,
    take: async (chosen, inFolders = []) => {
      const gathered = await gather(chosen, inFolders)
      leftOut.value = gathered.leftOut
      for (const { name, fault } of gathered.refused)
        refuse(line(name, 0), wordsFor({ code: 'unsupportedFile', detail: fault }))
      gathered.files.forEach(add)
      // An answer counts for what came with it: the same files chosen again are asked about again.
      queue = queue.then(() => answers.clear())
    },
    settle,
    goOn: enqueue,
    dismiss: (id) => {
      const job = jobs.get(id)
      const here = lines.value.find((each) => each.id === id)
      job?.stop.abort()
      if (here?.waits === true) void job?.sending.drop()
      // One under way ends by itself between two pieces.
      if (job === undefined || here?.waits === true || here?.sent === 0) drop(id)
    },
  }
}
