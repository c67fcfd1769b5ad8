import { z } from 'zod'
import { patient, person } from './people'
import { reason } from './revision'
import { instant, isoDate, uuid } from './values'

/**
 * Two charts of one person are joined by a link and by nothing else: neither chart is rewritten, each visit stays
 * under the name and number that it was charted under, and undoing it ends the link. The chart that stays is the one
 * that is opened, charted in and printed from; the other leads to it.
 */
export const joining = z.object({
  /** The chart that stays. */
  into: uuid,
  at: instant,
  by: person,
  reason,
  /** When they were separated again. */
  undone: z.object({ at: instant, by: person, reason }).optional(),
})
export type Joining = z.infer<typeof joining>

/** The document of a chart that was joined to another; its id is that chart's. Oldest joining first. */
export const chartLink = z.object({ joinings: z.array(joining).min(1) })

/** Joinings by the chart that was joined to another. */
export type Links = ReadonlyMap<string, readonly Joining[]>

const holds = ({ at, undone }: Joining, when: string | undefined): boolean =>
  when === undefined ? undone === undefined : at <= when && (undone === undefined || when < undone.at)

/** The joining of a chart that holds now, or held at an instant. */
export const joiningOf = (links: Links, patientId: string, when?: string): Joining | undefined =>
  links.get(patientId)?.findLast((one) => holds(one, when))

/** The chart that stands for this one now, or stood for it at an instant; itself where it was joined to none. */
export const standsFor = (links: Links, patientId: string, when?: string): string => {
  const into = joiningOf(links, patientId, when)?.into
  return into === undefined ? patientId : standsFor(links, into, when)
}

/** All charts that are one with this one now, or were at an instant; the one that stands for them comes first. */
export const joinedWith = (links: Links, patientId: string, when?: string): readonly string[] => {
  const stands = standsFor(links, patientId, when)
  const others = [...links.keys()].filter((id) => id !== stands && standsFor(links, id, when) === stands)
  return [stands, ...others]
}

/** All charts that were ever one with this one: what an older signature looked back at may lie in any of them. */
export const everJoinedWith = (links: Links, patientId: string): readonly string[] => {
  const found = new Set([patientId])
  for (let before = 0; before < found.size;) {
    before = found.size
    for (const [id, joinings] of links) {
      for (const { into } of joinings) {
        if (found.has(id)) found.add(into)
        else if (found.has(into)) found.add(id)
      }
    }
  }
  return [...found]
}

/** As much of a patient as tells two charts apart. */
export const chartFace = patient.omit({ revision: true })
export type ChartFace = z.infer<typeof chartFace>

/** What is held side by side before two charts are joined; a difference in any of them is said. */
export const IDENTITY_FIELDS = [
  'given',
  'family',
  'preferred',
  'otherScript',
  'bornOn',
  'sex',
  'phone',
] as const
export type IdentityField = (typeof IDENTITY_FIELDS)[number]
export const IDENTITY_LABELS: Readonly<Record<IdentityField, string>> = {
  given: 'Given name',
  family: 'Family name',
  preferred: 'Called',
  otherScript: 'In their own script',
  bornOn: 'Birth date',
  sex: 'Sex',
  phone: 'Phone',
}
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase()
/** Fields in which two charts say two things; an empty one says nothing. */
export const differingFields = (a: ChartFace, b: ChartFace): readonly IdentityField[] =>
  IDENTITY_FIELDS.filter((field) => a[field] !== '' && b[field] !== '' && plain(a[field]) !== plain(b[field]))

/** A line of the banner, as one chart alone would say it. */
const alert = z.object({
  what: z.string(),
  says: z.string(),
  askedOn: isoDate.optional(),
  present: z.boolean(),
})

/** What one of two charts holds. */
export const chartContents = z.object({
  patient: chartFace,
  visits: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
  images: z.int().nonnegative(),
  firstOn: isoDate.optional(),
  lastOn: isoDate.optional(),
  alerts: z.array(alert),
  /** Labels of its nodules. */
  nodules: z.array(z.string()),
  /** Numbers of the charts that are joined to it already, and come along. */
  joined: z.array(z.string()),
  /** Visits that do not open: nobody can say what they hold. */
  damaged: z.int().nonnegative(),
})
export type ChartContents = z.infer<typeof chartContents>

export const joinPreview = z.object({
  keep: chartContents,
  other: chartContents,
  /** Labels that both charts gave, and how that of the other chart reads afterwards. */
  labels: z.array(z.object({ label: z.string(), becomes: z.string() })),
})
export type JoinPreview = z.infer<typeof joinPreview>

/** A chart that is joined to this one, or was. */
export const joinedChart = z.object({
  patient: chartFace,
  /** Number of the chart that it was joined to. */
  into: z.string(),
  at: instant,
  by: z.string(),
  reason: z.string(),
  undone: z.object({ at: instant, by: z.string(), reason: z.string() }).optional(),
  /** Visits signed while they are one: they stay where they were charted when the charts are separated. */
  signedSince: z.int().nonnegative(),
})
export type JoinedChart = z.infer<typeof joinedChart>

/** How a chart stands to others. */
export const patientCharts = z.object({
  /** The chart that stands for this one. */
  standsIn: chartFace.optional(),
  joined: z.array(joinedChart),
  /** Joinings that were undone. */
  separated: z.array(joinedChart),
})
export type PatientCharts = z.infer<typeof patientCharts>
