import { z } from 'zod'
import { joinPreview, patientCharts } from '../records/joined'
import { movePreview } from '../records/move'
import { reason } from '../records/revision'
import { uuid } from '../records/values'
import { channel, done, ownProof } from './shape'

const pair = z.object({ keepId: uuid, otherId: uuid })

/** Shapes of the calls that put a wrong chart right: two charts of one person, a visit in the wrong one. */
export const JOINING = {
  /** How a chart stands to others. */
  'patients.charts': channel(z.object({ patientId: uuid }), patientCharts),
  /** What each of two charts holds. `joined` for one that leads to another already, `openDraft` for an open visit. */
  'patients.joinPreview': channel(pair, joinPreview),
  'patients.join': channel(pair.extend({ reason }).and(ownProof), done),
  /** Ends the joining of a chart to another. */
  'patients.separate': channel(z.object({ otherId: uuid, reason }).and(ownProof), done),
  /** What moving a visit to the chart of another patient does. `openDraft`: one of that day is open there. */
  'exams.movePreview': channel(z.object({ examId: uuid, patientId: uuid }), movePreview),
  /** Answers the draft that it becomes in the right chart. */
  'exams.move': channel(
    z.object({ examId: uuid, patientId: uuid, reason }).and(ownProof),
    z.object({ examId: uuid }),
  ),
  /** A draft that was begun by mistake leaves the chart; that it was there stays. */
  'exams.discard': channel(z.object({ examId: uuid, reason }), done),
  'exams.bringBack': channel(z.object({ examId: uuid }), done),
} as const
