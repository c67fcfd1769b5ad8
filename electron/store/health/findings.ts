import { levelOf, type Finding, type FindingCode } from '@shared/records/health'

/** A finding whose id is the same whenever the same trouble is found again. */
export const findingOf = (code: FindingCode, facts: Omit<Finding, 'findingId' | 'code'> = {}): Finding => {
  const { kind, id, patientId, revision, seq, count } = facts
  const subject = [kind, id ?? patientId, revision, seq, count]
  return { findingId: [code, ...subject.filter((part) => part !== undefined)].join(':'), code, ...facts }
}

/** Each trouble once, alarms first. */
export const sorted = (findings: readonly Finding[]): Finding[] => {
  const rank = ({ code }: Finding): number => (levelOf(code) === 'alarm' ? 0 : 1)
  const once = [...new Map(findings.map((one) => [one.findingId, one])).values()]
  return once.sort((a, b) => rank(a) - rank(b))
}
