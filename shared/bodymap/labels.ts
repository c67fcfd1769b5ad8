/** Something on the drawing that wants a label beside it; px of the drawing. */
export interface LabelRequest {
  readonly id: string
  readonly x: number
  readonly y: number
  /** The leader starts this far from the middle. */
  readonly radius: number
  readonly side: 'left' | 'right'
  readonly widthPx: number
  readonly heightPx: number
  /** Optional labels give way where the column is full. */
  readonly optional?: boolean
}

export interface LabelPlace {
  readonly id: string
  readonly side: 'left' | 'right'
  /** Inner upper corner of the label. */
  readonly x: number
  readonly top: number
  readonly leader: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
}

export interface LabelArea {
  readonly widthPx: number
  /** First and last px that labels may cover. */
  readonly top: number
  readonly bottom: number
  /** Widest and narrowest distance of the body's edge from the side of the drawing between two heights, px. */
  readonly bodyEdge: (side: 'left' | 'right', top: number, bottom: number) => readonly [number, number]
}

const GAP = 3
/** Free px between a label and the outline of the body. */
const CLEAR = 5
/** How far above what they name labels may stand, px, the first choice first: leaders rise, off level lines. */
const RISES = [22, 40, 4, -20] as const

interface Placed {
  readonly request: LabelRequest
  readonly top: number
}

const heightOf = (requests: readonly LabelRequest[]): number =>
  requests.reduce((sum, { heightPx }) => sum + heightPx + GAP, -GAP)

/** Labels in this order, each as near to its wish as its neighbours allow. */
const stack = (order: readonly LabelRequest[], { top, bottom }: LabelArea, rise: number): Placed[] => {
  let free = top
  const down = order.map((request) => {
    const at = Math.max(free, request.y - rise - request.heightPx / 2)
    free = at + request.heightPx + GAP
    return { request, top: at }
  })
  let floor = bottom
  return down
    .reverse()
    .map(({ request, top: wish }) => {
      const at = Math.min(wish, floor - request.heightPx)
      floor = at - GAP
      return { request, top: at }
    })
    .reverse()
}

const leaderOf = ({ request, top }: Placed, x: number): LabelPlace['leader'] => {
  const [x2, y2] = [x, top + 8]
  const length = Math.max(1, Math.hypot(x2 - request.x, y2 - request.y))
  const part = Math.min(1, request.radius / length)
  return { x1: request.x + (x2 - request.x) * part, y1: request.y + (y2 - request.y) * part, x2, y2 }
}

const turn = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

/** Whether two leaders cross. */
export const cross = (a: LabelPlace['leader'], b: LabelPlace['leader']): boolean =>
  turn(a.x1, a.y1, a.x2, a.y2, b.x1, b.y1) * turn(a.x1, a.y1, a.x2, a.y2, b.x2, b.y2) < 0 &&
  turn(b.x1, b.y1, b.x2, b.y2, a.x1, a.y1) * turn(b.x1, b.y1, b.x2, b.y2, a.x2, a.y2) < 0

/** Whether a leader runs over a circle. */
const runsOver = ({ x1, y1, x2, y2 }: LabelPlace['leader'], { x, y, radius }: LabelRequest): boolean => {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const part = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / Math.max(1, dx * dx + dy * dy)))
  return Math.hypot(x - x1 - part * dx, y - y1 - part * dy) < radius
}

const pairs = (n: number): (readonly [number, number])[] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - 1 - i }, (__, j) => [i, i + 1 + j] as const),
  ).flat()

/** Whether a label lies over a circle. */
const liesOver = ({ side, x, top }: LabelPlace, own: LabelRequest, circle: LabelRequest): boolean => {
  const [from, to] = side === 'left' ? [x - own.widthPx, x] : [x, x + own.widthPx]
  const dx = circle.x - Math.min(to, Math.max(from, circle.x))
  const dy = circle.y - Math.min(top + own.heightPx, Math.max(top, circle.y))
  return circle.radius > 0 && Math.hypot(dx, dy) < circle.radius
}

/** Whether a leader runs through a label, by the label's two diagonals. */
const strikes = (leader: LabelPlace['leader'], { side, x, top }: LabelPlace, own: LabelRequest): boolean => {
  const [x1, x2] = side === 'left' ? [x - own.widthPx, x] : [x, x + own.widthPx]
  const [y1, y2] = [top, top + own.heightPx]
  return cross(leader, { x1, y1, x2, y2 }) || cross(leader, { x1, y1: y2, x2, y2: y1 })
}

/** Crossings weigh most, then labels and leaders over nodules, then length. */
const costOf = (places: readonly LabelPlace[], all: readonly LabelRequest[]): number => {
  const crossings = pairs(places.length).filter(([i, j]) => {
    const [a, b] = [places[i], places[j]]
    return a && b && cross(a.leader, b.leader)
  }).length
  const covered = places.flatMap(({ id, leader }) =>
    all.filter((request) => request.id !== id && runsOver(leader, request)),
  ).length
  const hidden = places.flatMap((place) => {
    const own = all.find(({ id }) => id === place.id)
    if (!own) return []
    const struck = places.filter(({ id, leader }) => id !== place.id && strikes(leader, place, own))
    return [...all.filter((request) => liesOver(place, own, request)), ...struck]
  }).length
  const length = places.reduce((sum, { leader: l }) => sum + Math.hypot(l.x2 - l.x1, l.y2 - l.y1), 0)
  return crossings * 1e6 + hidden * 300 + covered * 120 + length
}

const swapped = <T>(list: readonly T[], i: number, j: number): T[] => {
  const [a, b] = [list[i], list[j]]
  return a === undefined || b === undefined ? [...list] : list.with(i, b).with(j, a)
}

interface Column {
  readonly places: LabelPlace[]
  readonly cost: number
}

/** Swaps two labels as long as that makes the column better; each swap lowers the cost, so it ends. */
const improved = (
  start: readonly LabelRequest[],
  drawn: (order: readonly LabelRequest[]) => LabelPlace[],
  all: readonly LabelRequest[],
): Column => {
  let order = start
  let best: Column = { places: drawn(order), cost: costOf(drawn(order), all) }
  for (let better = true; better;) {
    better = false
    for (const [i, j] of pairs(order.length)) {
      const tried = swapped(order, i, j)
      const places = drawn(tried)
      const cost = costOf(places, all)
      if (cost < best.cost - 1e-6) {
        order = tried
        best = { places, cost }
        better = true
      }
    }
  }
  return best
}

const column = (
  requests: readonly LabelRequest[],
  side: 'left' | 'right',
  area: LabelArea,
  all: readonly LabelRequest[],
): LabelPlace[] => {
  let order = [...requests].sort((a, b) => a.y - b.y || a.x - b.x || a.id.localeCompare(b.id))
  while (heightOf(order) > area.bottom - area.top) {
    const giving = order.findLastIndex(({ optional }) => optional === true)
    if (giving < 0) break
    order = order.filter((_, i) => i !== giving)
  }
  const widest = Math.max(0, ...order.map(({ widthPx }) => widthPx))
  const drawn = (labels: readonly LabelRequest[], rise: number): LabelPlace[] =>
    stack(labels, area, rise).map((placed) => {
      const { id, widthPx, heightPx } = placed.request
      const [far, near] = area.bodyEdge(side, placed.top, placed.top + heightPx)
      // Beside the body where there is room, else on it: never across its outline.
      const inset =
        near >= widthPx + CLEAR ? Math.max(widthPx, Math.min(widest, near - CLEAR)) : far + CLEAR + widthPx
      const x = side === 'left' ? inset : area.widthPx - inset
      return { id, side, x, top: placed.top, leader: leaderOf(placed, side === 'left' ? x + 4 : x - 4) }
    })
  return RISES.map((rise) => improved(order, (labels) => drawn(labels, rise), all)).reduce((best, next) =>
    next.cost < best.cost - 1 ? next : best,
  ).places
}

/**
 * Places labels in a column at each edge: none covers another, leaders of a column do not cross, and what
 * is optional gives way when a column is full.
 */
export const placeLabels = (requests: readonly LabelRequest[], area: LabelArea): LabelPlace[] =>
  (['left', 'right'] as const).flatMap((side) =>
    column(
      requests.filter((request) => request.side === side),
      side,
      area,
      requests,
    ),
  )
