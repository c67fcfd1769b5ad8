import { randomUUID } from 'node:crypto'
import { appendFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const KEEP_BYTES = 256 * 1024

/**
 * The shape of a stack: class of error and places in our own code. The message is left out on purpose, since a
 * message may quote what somebody typed.
 */
export const shapeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error
  // The message stands at the head of the stack, and one of several lines could pass for a place.
  const stack = (error.stack ?? '').replace(error.message, '')
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line))
  return [error.constructor.name, ...frames.slice(0, 12).map((line) => line.trim())].join('\n  ')
}

/** Writes bugs to `incidents.log` in the data folder: incident id, channel, stack shape. Bounded in size. */
export const incidentLog =
  (dataFolder: string): ReportIncident =>
  (incident, name, error) => {
    const entry = `${new Date().toISOString()} ${incident} ${name} ${shapeOf(error)}\n`
    const file = join(dataFolder, 'incidents.log')
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    if (size > KEEP_BYTES) writeFileSync(file, entry)
    else appendFileSync(file, entry)
  }

/** What writes a bug down: incident id, where it was met, what was thrown. */
export type ReportIncident = (incident: string, name: string, error: unknown) => void

/**
 * Bugs outside any call are written down too, and the app goes on: what is on the screen can still be saved. Left
 * to the runtime, a dialog would show the message, and a message may quote what somebody typed.
 */
export function recordStrays(process: NodeJS.EventEmitter, report: ReportIncident): void {
  for (const stray of ['uncaughtException', 'unhandledRejection'])
    process.on(stray, (error: unknown) => report(randomUUID(), stray, error))
}
