import type { ExamBody } from '../records/exam'
import { answerPath, type AnswerPath } from './answer'

/** Everything that stands at a path of a body, whether or not it counts: answer, refused text, confirmation. */
function spoken({ answers, refused, confirmed }: ExamBody): Map<AnswerPath, string> {
  const all: [AnswerPath, unknown][] = [
    ...Object.entries(answers.values),
    ...Object.values(answers.groups).flatMap((entries) =>
      entries.flatMap((entry) =>
        Object.entries(entry.values).map(([id, answer]): [AnswerPath, unknown] => [
          answerPath(id, entry.entryId),
          answer,
        ]),
      ),
    ),
    ...Object.entries(refused),
    ...Object.entries(confirmed),
  ]
  const said = new Map<AnswerPath, string>()
  for (const [path, what] of all) said.set(path, `${said.get(path) ?? ''}${JSON.stringify(what)}`)
  return said
}

/** Paths at which two bodies do not say the same, those of the newer one first and in its order. */
export function typedBetween(before: ExamBody, after: ExamBody): readonly AnswerPath[] {
  const [was, now] = [spoken(before), spoken(after)]
  return [
    ...[...now].filter(([path, said]) => was.get(path) !== said).map(([path]) => path),
    ...[...was.keys()].filter((path) => !now.has(path)),
  ]
}
