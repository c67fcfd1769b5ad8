import type { Side } from '../../bodymap'

/** The patient's own left and right, wherever a side is asked: nodule, procedure, picture. */
export const SIDE_OPTIONS = { left: 'left', midline: 'midline', right: 'right' } as const satisfies Record<
  Side,
  string
>
