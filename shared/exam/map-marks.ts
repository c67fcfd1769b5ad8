import { isNowhere } from '../bodymap'
import type { Axes, BodyPoint, Outline, Shading } from './answer'
import type { ExamView } from './view'

/** A nodule as a map draws it. */
export interface MapMark {
  readonly id: string
  readonly label: string
  readonly at: BodyPoint
  readonly size?: Axes
  readonly outline?: Outline
  readonly tenderness?: number
}

/** Nodules of an exam as a map draws them; one without a place is not drawn. */
export const marksOf = (view: ExamView, labels: Readonly<Record<string, string>>): readonly MapMark[] =>
  view.entries('nodule').flatMap((entry): MapMark[] => {
    const at = entry.value('nodule.point')
    if (at === undefined) return []
    const size = entry.value('nodule.sizePalpated') ?? entry.value('nodule.sizeImaged')
    const outline = entry.value('nodule.outline')
    const tenderness = entry.value('nodule.tenderness')
    return [
      {
        id: entry.entryId,
        label: labels[entry.entryId] ?? '',
        at,
        ...(size && { size }),
        ...(outline && { outline }),
        ...(tenderness !== undefined && { tenderness }),
      },
    ]
  })

/** What the patient shades, where there is something to draw. */
export const shownPain = (view: ExamView): Shading | undefined => {
  const shading = view.value('complaint.painArea')
  return shading === undefined || isNowhere(shading) ? undefined : shading
}
