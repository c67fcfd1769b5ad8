import { describe, expect, it } from 'vitest'
import { reportIdentity } from '@shared/imaging/report-words'

const CHART = {
  given: 'Aster',
  family: 'Zz-Test',
  preferred: '',
  otherScript: '',
  bornOn: '1980-02-14',
}
const report = (who: string): string =>
  `Invented Radiology. ${who}. MRI of the lumbar spine, sagittal T1 and T2. No fracture. Fat under the skin over the right iliac crest.`

describe('the words of a report against the chart', () => {
  it.each([
    ['Patient: Aster Zz-Test, born 14.02.1980', 'matches', 'matches'],
    ['ZZ-TEST, ASTER (14/2/1980)', 'matches', 'matches'],
    ['Zz Test Aster', 'differs', 'absent'],
    ['Aster ZZTEST, 02/14/1980', 'matches', 'matches'],
    ['Aster Zz-Test, DOB 1980-02-14', 'matches', 'matches'],
    ['Aster Zz-Test, 14 Feb 1980', 'matches', 'matches'],
    ['Aster Zz-Test, February 14, 1980', 'matches', 'matches'],
    ['Aster Zz-Test, 14. February 1980', 'matches', 'matches'],
    // A date that only ends like it, and one of the examination.
    ['Aster Zz-Test, No. 114.02.19801, seen on 22.11.2026', 'matches', 'absent'],
    ['Patient: Zz-Test Fennel, born 3.7.1974', 'differs', 'absent'],
    // Half a name is no name: the clinic is called so too.
    ['Aster Clinic', 'differs', 'absent'],
    ['born 14.02.1980', 'differs', 'matches'],
  ] as const)('%s: name %s, birth date %s', (who, name, bornOn) => {
    expect(reportIdentity(report(who), CHART)).toEqual({ name, bornOn })
  })

  it('knows the name a person goes by, and one in another script, written without spaces', () => {
    expect(reportIdentity(report('Star Zz-Test'), { ...CHART, preferred: 'Star' }).name).toBe('matches')
    const chart = { ...CHART, otherScript: '测试 星' }
    expect(reportIdentity(report('患者：测试星，女'), chart).name).toBe('matches')
    expect(reportIdentity(report('患者：测试月，女'), chart).name).toBe('differs')
  })

  it.each(['', '   ', 'Scan 3 of 4'])('a scan without words (%o) says nothing of anybody', (text) => {
    expect(reportIdentity(text, CHART)).toEqual({ name: 'absent', bornOn: 'absent' })
  })
})
