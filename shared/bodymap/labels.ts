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
}

const GAP = 3
/** Labels stand a little higher than what they name, so that leaders rise and do not lie on level lines. */
const RISE = 22

interface Placed {
  readonly request: LabelRequest
  readonly top: number
}

const heightOf = (requests: readonly LabelRequest[]): number =>
  requests.reduce((sum, { heightPx }) => sum + heightPx + GAP, -GAP)

/** Labels in this order, each as near to its wish as its neighbours allow. */
const stack = (order: readonly LabelRequest[], { top, bottom }: LabelArea): Placed[] => {
  let free = top
  const down = order.map((request) => {
    const at = Math.max(free, request.y - RISE - request.heightPx / 2)
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

const column = (requests: readonly LabelRequest[], side: 'left' | 'right', area: LabelArea): LabelPlace[] => {
  let order = [...requests].sort((a, b) => a.y - b.y || a.x - b.x || a.id.localeCompare(b.id))
  while (heightOf(order) > area.bottom - area.top) {
    const giving = order.findLastIndex(({ optional }) => optional === true)
    if (giving < 0) break
    order = order.filter((_, i) => i !== giving)
  }
  const widest = Math.max(0, ...order.map(({ widthPx }) => widthPx))
  const x = side === 'left' ? widest : area.widthPx - widest
  const edge = side === 'left' ? x + 4 : x - 4
  const drawn = (): LabelPlace[] =>
    stack(order, area).map((placed) => ({
      id: placed.request.id,
      side,
      x,
      top: placed.top,
      leader: leaderOf(placed, edge),
    }))
  // Swapping the ends of two crossing leaders shortens their sum, so this comes to an end.
  for (let tries = order.length ** 2; tries > 0; tries -= 1) {
    const places = drawn()
    const pair = places.flatMap((a, i) =>
      places.slice(i + 1).flatMap((b, j) => (cross(a.leader, b.leader) ? [[i, i + 1 + j] as const] : [])),
    )[0]
    const [first, second] = [order[pair?.[0] ?? -1], order[pair?.[1] ?? -1]]
    if (!pair || !first || !second) return places
    order = order.with(pair[0], second).with(pair[1], first)
  }
  return drawn()
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
    ),
  )
