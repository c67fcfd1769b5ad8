import { describe, expect, it } from 'vitest'
import { AUDIT_EVENTS, AUDIT_KIND_LABELS, AUDIT_KINDS, isAuditEvent } from '@shared/records/audit'

describe('what is written down', () => {
  it('has words of its own for every event, and every kind has events', () => {
    const words = Object.values(AUDIT_EVENTS).map((event) => event.words)
    expect(new Set(words).size).toBe(words.length)
    for (const word of words) expect(word).toMatch(/^[A-Z][^.!]+$/u)
    for (const kind of AUDIT_KINDS) {
      expect(AUDIT_KIND_LABELS[kind]).not.toBe('')
      expect(Object.values(AUDIT_EVENTS).some((event) => event.kind === kind)).toBe(true)
    }
  })

  it('knows its own events only', () => {
    expect(isAuditEvent('exam.signed')).toBe(true)
    for (const other of ['exam.saved', 'toString', '']) expect(isAuditEvent(other)).toBe(false)
  })
})
