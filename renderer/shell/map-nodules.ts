import type { ExamView } from '@shared/exam/view'
import type { MapNodule } from '../ui/body-map/nodule'

/** Nodules of an exam as the map draws them; one without a place is not drawn. */
export const mapNodulesOf = (
  view: ExamView,
  labels: Readonly<Record<string, string>>,
): readonly MapNodule[] =>
  view.entries('nodule').flatMap((entry): MapNodule[] => {
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
