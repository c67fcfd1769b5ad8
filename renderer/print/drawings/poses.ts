import type { DrawingId } from '@shared/handout/sheet'
import {
  BODY,
  along,
  arm,
  armBy,
  arrow,
  at,
  capsule,
  floor,
  headAt,
  leg,
  legBy,
  line,
  merged,
  plus,
  trunk,
  type Drawing,
  type Point,
  type Shape,
} from './figure'

const R = BODY.radius
/** Half an outline: bodies rest on the floor line, not in it. */
const ON = 1.5

/** Lying on the back, head to the left. */
const LYING = {
  hip: at(0, -R.pelvis - ON),
  shoulder: at(-BODY.trunk, -R.chest - ON),
  head: at(-BODY.trunk - BODY.neck, -BODY.head - 2.5),
  /** Ankle of a bent leg with the foot flat. */
  ankle: at(42, -R.heel - ON),
}
const LYING_VIEW = [-84, -78, 158, 80] as const
const lyingTrunk = trunk(LYING.hip, LYING.shoulder, LYING.head)
const bentLeg = (dx: number): Shape => leg(LYING.hip, plus(LYING.ankle, dx, 0), 'left', 0)
const restingArm = arm(LYING.shoulder, at(5, -R.wrist - ON), 'left')
const lyingFloor = floor(-84, 74)
const lyingHead = headAt(LYING.head)

const kneeHugStart: Drawing = {
  viewBox: LYING_VIEW,
  shapes: [lyingFloor, bentLeg(6), merged(lyingTrunk, bentLeg(-3)), lyingHead, restingArm],
}

const huggedKnee = along(LYING.hip, 126, BODY.thigh)
const huggedAnkle = along(huggedKnee, -18, BODY.shin)
const kneeHugEnd: Drawing = {
  viewBox: LYING_VIEW,
  shapes: [
    lyingFloor,
    bentLeg(6),
    merged(lyingTrunk, legBy(LYING.hip, huggedKnee, huggedAnkle, along(huggedAnkle, 42, BODY.foot))),
    lyingHead,
    arm(LYING.shoulder, along(huggedKnee, -18, 8), 'right'),
    arrow(at(34, -62), at(14, -76), at(-10, -66)),
  ],
}

/** How far the low back arches off the floor before it is pressed down. */
const ARCH = 9
const tilted = (gap: number): Shape[] => [
  lyingFloor,
  bentLeg(6),
  merged(
    trunk(LYING.hip, LYING.shoulder, LYING.head, at(-BODY.trunk * 0.42, -R.waist - ON - gap)),
    bentLeg(-3),
  ),
  lyingHead,
  // The hand rests on the belly: an arm at the side would hide the gap.
  armBy(LYING.shoulder, at(-35, -16 - gap / 3), at(-21, -23 - gap)),
]
const pelvicTiltStart: Drawing = { viewBox: LYING_VIEW, shapes: tilted(ARCH) }
const pelvicTiltEnd: Drawing = {
  viewBox: LYING_VIEW,
  shapes: [...tilted(0), arrow(at(-19, -56), at(-19, -48), at(-19, -29))],
}

/** Hands and knees, head to the right. */
const kneeling = { knee: at(0, -R.knee - ON), ankle: at(-BODY.shin, -R.heel - ON) }
const crawlHip = plus(kneeling.knee, 0, -BODY.thigh)
const crawlShoulder = along(crawlHip, 4, BODY.trunk)
const crawlHand = at(crawlShoulder.x + 1, -R.wrist - ON)
const crawlHead = along(crawlShoulder, -4, BODY.neck)
const crawlArm = (dx: number): Shape =>
  armBy(
    crawlShoulder,
    at(crawlShoulder.x + dx / 2, (crawlShoulder.y + crawlHand.y) / 2),
    plus(crawlHand, dx, 0),
  )
const CRAWL_VIEW = [-64, -78, 158, 80] as const
const crawlFloor = floor(-64, 94)
const heelsSitBackStart: Drawing = {
  viewBox: CRAWL_VIEW,
  shapes: [
    crawlFloor,
    crawlArm(7),
    legBy(crawlHip, plus(kneeling.knee, 6, 0), plus(kneeling.ankle, 6, 0), plus(kneeling.ankle, -8, 0)),
    merged(
      trunk(crawlHip, crawlShoulder, crawlHead),
      legBy(crawlHip, kneeling.knee, kneeling.ankle, plus(kneeling.ankle, -14, 1)),
    ),
    headAt(crawlHead),
    crawlArm(0),
  ],
}

const satHip = along(kneeling.knee, 149, BODY.thigh)
const satShoulder = along(satHip, -6, BODY.trunk)
const satHead = along(satShoulder, -20, BODY.neck - 1)
const heelsSitBackEnd: Drawing = {
  viewBox: CRAWL_VIEW,
  shapes: [
    crawlFloor,
    arm(satShoulder, at(74, -R.wrist - ON), 'left'),
    trunk(satHip, satShoulder, satHead, plus(along(satHip, -6, BODY.trunk / 2), 1, -4)),
    legBy(satHip, kneeling.knee, kneeling.ankle, plus(kneeling.ankle, -14, 1)),
    arm(satShoulder, at(67, -R.wrist - ON), 'left'),
    headAt(satHead),
    arrow(at(20, -56), at(-2, -64), at(-26, -54)),
  ],
}

/**
 * The crossed thigh comes towards the viewer, so it looks short; its shin lies across the other thigh at the knee.
 * Both legs turn as one about the hip when the lower one is pulled in.
 */
const figureFour = (thighAngle: number, nearAngle: number): { knee: Point; crossed: Shape } => {
  const knee = along(LYING.hip, thighAngle, BODY.thigh)
  const nearKnee = along(LYING.hip, nearAngle, 29)
  const ankle = along(knee, thighAngle + 180, 5)
  const foot = (Math.atan2(nearKnee.y - ankle.y, ankle.x - nearKnee.x) * 180) / Math.PI
  return { knee, crossed: legBy(LYING.hip, nearKnee, ankle, along(ankle, foot + 16, BODY.foot)) }
}
const crossedOver = figureFour(51, 104)
const figureFourStart: Drawing = {
  viewBox: LYING_VIEW,
  shapes: [
    lyingFloor,
    legBy(LYING.hip, crossedOver.knee, LYING.ankle, along(LYING.ankle, 0, BODY.foot)),
    lyingTrunk,
    crossedOver.crossed,
    lyingHead,
    restingArm,
  ],
}
const pulledIn = figureFour(88, 141)
const pulledAnkle = along(pulledIn.knee, -4, BODY.shin)
const figureFourEnd: Drawing = {
  viewBox: LYING_VIEW,
  shapes: [
    lyingFloor,
    lyingTrunk,
    legBy(LYING.hip, pulledIn.knee, pulledAnkle, along(pulledAnkle, 50, BODY.foot)),
    // The hands go through between the legs and hold the lower thigh from behind.
    arm(LYING.shoulder, plus(along(LYING.hip, 88, 22), 5, 0), 'right'),
    pulledIn.crossed,
    lyingHead,
    arrow(at(-14, -66), at(-30, -66), at(-38, -50)),
  ],
}

/** Standing, facing right, a chair in front. */
const STAND_VIEW = [-76, -180, 158, 182] as const
const standFloor = floor(-76, 82)
const chairFromBehind = (x: number): Shape[] => [line(`M${x} 0V-92`, 1.3), line(`M${x} -44H${x + 34}V0`, 1.3)]
const CHAIR_TOP = -95
const tall = at(0, -BODY.thigh - BODY.shin - R.heel - ON + 0.5)
const tallShoulder = plus(tall, 1, -BODY.trunk)
const above = (shoulder: Point): Point => plus(shoulder, 2, -BODY.neck - 3)
const hipFrontStart: Drawing = {
  viewBox: STAND_VIEW,
  shapes: [
    standFloor,
    ...chairFromBehind(40),
    leg(tall, at(5, -R.heel - ON), 'left', 0),
    merged(trunk(tall, tallShoulder, above(tallShoulder)), leg(tall, at(-2, -R.heel - ON), 'left', 0)),
    headAt(above(tallShoulder)),
    arm(tallShoulder, at(40, CHAIR_TOP), 'right'),
  ],
}
const lunge = at(-6, -72)
const lungeShoulder = plus(lunge, 1, -BODY.trunk)
const backAnkle = at(-60, -R.heel - ON - 6)
const hipFrontEnd: Drawing = {
  viewBox: STAND_VIEW,
  shapes: [
    standFloor,
    ...chairFromBehind(40),
    leg(lunge, at(14, -R.heel - ON), 'left', 0),
    merged(trunk(lunge, lungeShoulder, above(lungeShoulder)), leg(lunge, backAnkle, 'right', -26)),
    headAt(above(lungeShoulder)),
    arm(lungeShoulder, at(40, CHAIR_TOP), 'right'),
    arrow(at(-58, -84), at(-46, -88), at(-26, -84)),
  ],
}

/** Sitting, facing right: hips, knees and ankles at right angles. */
const SEAT = 42
const SIT_VIEW = [-52, -150, 122, 152] as const
const sitFloor = floor(-52, 70)
const sitHip = at(0, -SEAT - R.pelvis - ON)
const sitShoulder = plus(sitHip, 0, -BODY.trunk)
const sitLeg = (dx: number): Shape => leg(sitHip, at(BODY.thigh - 1 + dx, -R.heel - ON), 'left', 0)
const chair = (back: number): Shape[] => [line(`M${back} 0V-112`, 1.3), line(`M${back} ${-SEAT}H28V0`, 1.3)]
const sitter: Shape[] = [
  sitLeg(6),
  merged(trunk(sitHip, sitShoulder, above(sitShoulder)), sitLeg(0)),
  headAt(above(sitShoulder)),
  arm(sitShoulder, at(28, -65), 'right'),
]
const sitting: Drawing = { viewBox: SIT_VIEW, shapes: [sitFloor, ...chair(-R.pelvis - 4), ...sitter] }
const wave = (x: number): Shape => line(`M${x} -66q4 -5 0 -10t0 -10`)
const heat: Drawing = {
  viewBox: SIT_VIEW,
  shapes: [
    sitFloor,
    ...chair(-R.pelvis - 11),
    ...sitter,
    // The pack fills the hollow of the low back.
    { is: 'solid', path: 'M-16 -89h3q3 0 3.500 3l0.500 22q0 3 -3 3h-4q-3 0 -3 -3v-22q0 -3 3 -3Z' },
    wave(-28),
    wave(-36),
    wave(-44),
  ],
}

const liftAnkle = at(0, -R.heel - ON)
const liftKnee = along(liftAnkle, 66, BODY.shin)
const liftHip = along(liftKnee, 156, BODY.thigh)
const liftShoulder = along(liftHip, 62, BODY.trunk)
const liftHead = along(liftShoulder, 66, BODY.neck + 3)
const lifting: Drawing = {
  viewBox: SIT_VIEW,
  shapes: [
    sitFloor,
    legBy(liftHip, plus(liftKnee, 6, 0), plus(liftAnkle, 7, 0), plus(liftAnkle, 7 + BODY.foot, 1)),
    merged(
      trunk(liftHip, liftShoulder, liftHead),
      legBy(liftHip, liftKnee, liftAnkle, plus(liftAnkle, BODY.foot, 1)),
    ),
    headAt(liftHead),
    { is: 'panel', path: 'M14 -92H46V-64H14Z' },
    line('M30 -92V-84', 0.8),
    arm(liftShoulder, at(31, -67), 'right'),
  ],
}

/** Knee rolls are seen from above: on the back, arms out. */
const ROLL_VIEW = [-70, -88, 140, 116] as const
const mat: Shape = line('M-68 -86H68V26H-68Z', 0.6)
const lyingTrunkFromAbove: Shape = {
  is: 'part',
  capsules: [
    capsule(at(-9, -44), at(-5, -6), 9, 9.5),
    capsule(at(9, -44), at(5, -6), 9, 9.5),
    capsule(at(0, -46), at(0, -66), R.wrist),
  ],
}
const armsOut: Shape = {
  is: 'part',
  capsules: [
    capsule(at(-14, -45), at(-56, -40), R.shoulder, R.wrist),
    capsule(at(14, -45), at(56, -40), R.shoulder, R.wrist),
  ],
}
const lyingFromAbove: Shape[] = [merged(armsOut, lyingTrunkFromAbove), headAt(at(0, -68))]
/** A thigh that comes towards the viewer looks short; its foot peeps out from under the knee. */
const standingThigh = (x: number): Shape => ({
  is: 'part',
  capsules: [capsule(at(x, -4), at(x, 6), R.thigh, R.knee + 1)],
})
const footUnderKnee = (x: number): Shape => ({
  is: 'part',
  capsules: [capsule(at(x, 10), at(x, 20), R.heel, R.heel)],
})
/** The feet stay on the mat. */
const kneeRollsStart: Drawing = {
  viewBox: ROLL_VIEW,
  shapes: [mat, ...lyingFromAbove, footUnderKnee(-8), footUnderKnee(8), standingThigh(-8), standingThigh(8)],
}
const kneeRollsEnd: Drawing = {
  viewBox: ROLL_VIEW,
  shapes: [
    mat,
    ...lyingFromAbove,
    legBy(at(-6, -4), at(29, -10), at(6, 13), at(15, 20)),
    legBy(at(6, -4), at(42, -1), at(17, 17), at(27, 21)),
    arrow(at(-34, -4), at(-34, 16), at(-14, 16)),
  ],
}

/** Every line drawing of the sheet. All share one scale, so that a person is the same size in each. */
export const DRAWINGS: Readonly<Record<DrawingId, Drawing>> = {
  heat,
  kneeHugStart,
  kneeHugEnd,
  kneeRollsStart,
  kneeRollsEnd,
  pelvicTiltStart,
  pelvicTiltEnd,
  heelsSitBackStart,
  heelsSitBackEnd,
  figureFourStart,
  figureFourEnd,
  hipFrontStart,
  hipFrontEnd,
  sitting,
  lifting,
}
