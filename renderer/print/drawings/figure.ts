/**
 * A small figure kit: a person is joints, bones of fixed length and round-ended limbs, so that no pose can have
 * an arm too short or a knee the wrong way. Units are figure units (a standing adult is about 170); x to the
 * right, y down, the floor at 0. Angles in degrees, 0 to the right, 90 up.
 */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A limb piece: two circles and the skin stretched round them. */
export interface Capsule {
  readonly from: Point
  readonly to: Point
  readonly fromRadius: number
  readonly toRadius: number
}

/** Painted back to front. A body part is an outlined union of capsules. */
export type Shape =
  | { readonly is: 'part'; readonly capsules: readonly Capsule[] }
  | { readonly is: 'line'; readonly path: string; readonly weight?: number; readonly dashed?: boolean }
  | { readonly is: 'solid'; readonly path: string }
  /** Something white with an outline that hides what is behind it. */
  | { readonly is: 'panel'; readonly path: string }

export const at = (x: number, y: number): Point => ({ x, y })
export const plus = (p: Point, dx: number, dy: number): Point => at(p.x + dx, p.y + dy)
/** The point `length` away in a direction. */
export const along = (p: Point, angle: number, length: number): Point =>
  at(p.x + Math.cos(rad(angle)) * length, p.y - Math.sin(rad(angle)) * length)
const rad = (degrees: number): number => (degrees * Math.PI) / 180
const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

export const capsule = (from: Point, to: Point, fromRadius: number, toRadius = fromRadius): Capsule => ({
  from,
  to,
  fromRadius,
  toRadius,
})

/** Bone lengths and radii of an adult, in figure units. */
export const BODY = {
  trunk: 50,
  neck: 20,
  head: 10.5,
  upperArm: 29,
  forearm: 27,
  thigh: 42,
  shin: 41,
  foot: 15,
  radius: {
    chest: 10.5,
    waist: 8.8,
    pelvis: 9.6,
    thigh: 9.6,
    knee: 6.4,
    ankle: 4.4,
    shoulder: 5.4,
    elbow: 4.5,
    wrist: 3.7,
    heel: 4.2,
    toe: 3,
  },
} as const

/** Which way a joint folds, seen from the first point towards the last. */
export type Bend = 'left' | 'right'

/** Where the middle joint of two bones lies when the last joint is at `to` (or as near as the bones reach). */
export const middleJoint = (from: Point, to: Point, first: number, second: number, bend: Bend): Point => {
  const reach = Math.min(distance(from, to), first + second - 0.01)
  const direction = Math.atan2(to.y - from.y, to.x - from.x)
  const cosine = (first * first + reach * reach - second * second) / (2 * first * reach)
  const angle = Math.acos(Math.max(-1, Math.min(1, cosine)))
  const turned = direction + (bend === 'right' ? angle : -angle)
  return at(from.x + Math.cos(turned) * first, from.y + Math.sin(turned) * first)
}

/** The last joint, pulled in where it was farther than the bones reach. */
const endJoint = (from: Point, to: Point, length: number): Point => {
  const far = distance(from, to)
  return far <= length
    ? to
    : at(from.x + ((to.x - from.x) / far) * length, from.y + ((to.y - from.y) / far) * length)
}

const R = BODY.radius

export const arm = (shoulder: Point, hand: Point, bend: Bend): Shape => {
  const end = endJoint(shoulder, hand, BODY.upperArm + BODY.forearm)
  const elbow = middleJoint(shoulder, end, BODY.upperArm, BODY.forearm, bend)
  return {
    is: 'part',
    capsules: [capsule(shoulder, elbow, R.shoulder, R.elbow), capsule(elbow, end, R.elbow, R.wrist)],
  }
}

/** An arm by its joints: for arms that lie across the body and look shorter than they are. */
export const armBy = (shoulder: Point, elbow: Point, hand: Point): Shape => ({
  is: 'part',
  capsules: [capsule(shoulder, elbow, R.shoulder, R.elbow), capsule(elbow, hand, R.elbow, R.wrist)],
})

/** A leg by its joints: for legs that come towards the viewer and look shorter than they are. */
export const legBy = (hip: Point, knee: Point, ankle: Point, toes: Point): Shape => ({
  is: 'part',
  capsules: [
    capsule(hip, knee, R.thigh, R.knee),
    capsule(knee, ankle, R.knee, R.ankle),
    capsule(ankle, toes, R.heel, R.toe),
  ],
})

/** A leg with its ankle at a place; `toes` is the direction of the foot. */
export const leg = (hip: Point, ankle: Point, bend: Bend, toes: number): Shape => {
  const end = endJoint(hip, ankle, BODY.thigh + BODY.shin)
  return legBy(hip, middleJoint(hip, end, BODY.thigh, BODY.shin, bend), end, along(end, toes, BODY.foot))
}

/** Parts that belong to one outline: no line is drawn where they meet. */
export const merged = (...parts: readonly Shape[]): Shape => ({
  is: 'part',
  capsules: parts.flatMap((part) => (part.is === 'part' ? part.capsules : [])),
})

/** Trunk and neck from hip to shoulders, by way of the waist where the back is not straight. */
export const trunk = (hip: Point, shoulder: Point, head: Point, waist?: Point): Shape => {
  const middle = waist ?? at((hip.x + shoulder.x) / 2, (hip.y + shoulder.y) / 2)
  return {
    is: 'part',
    capsules: [
      capsule(shoulder, middle, R.chest, R.waist),
      capsule(middle, hip, R.waist, R.pelvis),
      capsule(shoulder, head, R.wrist + 0.6),
    ],
  }
}

export const headAt = (head: Point): Shape => ({ is: 'part', capsules: [capsule(head, head, BODY.head)] })

const n = (value: number): string => String(Math.round(value * 100) / 100)
const xy = (p: Point): string => `${n(p.x)} ${n(p.y)}`

/** Outline of a capsule; a circle where its ends coincide or one holds the other. */
export const capsulePath = ({ from, to, fromRadius, toRadius }: Capsule): string => {
  const length = distance(from, to)
  const round = (p: Point, r: number): string =>
    `M${xy(at(p.x - r, p.y))}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z`
  if (length <= Math.abs(fromRadius - toRadius)) return round(from, Math.max(fromRadius, toRadius))
  const direction = Math.atan2(to.y - from.y, to.x - from.x)
  const side = Math.acos((fromRadius - toRadius) / length)
  const edge = (p: Point, r: number, angle: number): Point =>
    at(p.x + Math.cos(angle) * r, p.y + Math.sin(angle) * r)
  const [a, b] = [direction + side, direction - side]
  const large = (angle: number): string => (angle > Math.PI ? '1' : '0')
  const start = edge(from, fromRadius, a)
  return `M${xy(start)}A${n(fromRadius)} ${n(fromRadius)} 0 ${large(2 * (Math.PI - side))} 1 ${xy(edge(from, fromRadius, b))}L${xy(edge(to, toRadius, b))}A${n(toRadius)} ${n(toRadius)} 0 ${large(2 * side)} 1 ${xy(edge(to, toRadius, a))}Z`
}

export const line = (path: string, weight = 1): Shape => ({ is: 'line', path, weight })

/** An arrow along a quadratic curve, its head in the direction of the last stretch. */
export const arrow = (from: Point, control: Point, to: Point): Shape => {
  const angle = Math.atan2(to.y - control.y, to.x - control.x)
  const barb = (turn: number): Point =>
    at(to.x - Math.cos(angle + turn) * 7, to.y - Math.sin(angle + turn) * 7)
  return line(`M${xy(from)}Q${xy(control)} ${xy(to)}M${xy(barb(0.55))}L${xy(to)}L${xy(barb(-0.55))}`)
}

/** The floor, or a mat seen from the side. */
export const floor = (left: number, right: number): Shape => line(`M${n(left)} 0H${n(right)}`)

/** One drawing in figure units. */
export interface Drawing {
  readonly viewBox: readonly [x: number, y: number, width: number, height: number]
  readonly shapes: readonly Shape[]
}
