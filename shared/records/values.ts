import { z } from 'zod'

/** A calendar date without time, `YYYY-MM-DD`. Names of such values end in `On`. */
export const isoDate = z.iso.date()
export type IsoDate = string

/** An instant in UTC, ISO 8601 with milliseconds and `Z`. Names of such values end in `At`. */
export const instant = z.iso.datetime()
export type Instant = string

/** UUIDv7, so that ids sort by the time they were made. */
export const uuid = z.uuid()
export type Uuid = string
