// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { useDirectory, type Directory } from '../../renderer/patients/use-directory'

const waiting: { text: string; answer: (names: readonly string[], more?: object) => void }[] = []
let scope: EffectScope
const open = (): Directory => {
  setActivePinia(createPinia())
  vi.stubGlobal('palpa', {
    on: () => () => undefined,
    'patients.search': ({ text, quick }: { text: string; quick?: boolean }) =>
      new Promise((resolve) => {
        const answer = (names: readonly string[], more: object = {}): void =>
          resolve({
            ok: true,
            value: {
              rows: names.map((patientId) => ({ patientId, ...more })),
              total: names.length,
              indexing: false,
            },
          })
        waiting.push({ text: quick ? text : `${text}, whole`, answer })
      }),
  })
  scope = effectScope()
  return scope.run(useDirectory)!
}
afterEach(() => {
  scope.stop()
  waiting.length = 0
  vi.unstubAllGlobals()
})

describe('who is chosen by key', () => {
  it('is who was found for all the letters, not who stood there for the first of them', async () => {
    const directory = open()
    waiting[0]?.answer(['seen last'])
    directory.text.value = 'f'
    directory.text.value = 'fe'
    const chosen = directory.settled()
    expect(waiting.map(({ text }) => text)).toEqual(['', 'f', 'fe'])
    waiting[1]?.answer(['fable'])
    waiting[2]?.answer(['fennel', 'fern'])
    await expect(chosen).resolves.toEqual({ patientId: 'fennel' })
  })

  it('waits on while letters follow', async () => {
    const directory = open()
    waiting[0]?.answer([])
    directory.text.value = 'fe'
    const chosen = directory.settled()
    directory.text.value = 'fer'
    waiting[1]?.answer(['fennel'])
    waiting[2]?.answer(['fern'])
    await expect(chosen).resolves.toEqual({ patientId: 'fern' })
  })

  it('is nobody where nobody is found', async () => {
    const directory = open()
    waiting[0]?.answer(['seen last'])
    directory.text.value = 'zz'
    const chosen = directory.settled()
    waiting[1]?.answer([])
    await expect(chosen).resolves.toBeUndefined()
  })
})

describe('the list', () => {
  it('stands with its names at once, and is asked for whole where a line has not been read', async () => {
    const directory = open()
    waiting[0]?.answer(['fennel'], { unread: true })
    await vi.waitFor(() => expect(directory.rows.value).toEqual([{ patientId: 'fennel', unread: true }]))
    expect(waiting.map(({ text }) => text)).toEqual(['', ', whole'])
    waiting[1]?.answer(['fennel'], { nodules: [] })
    await vi.waitFor(() => expect(directory.rows.value).toEqual([{ patientId: 'fennel', nodules: [] }]))
  })

  it('leaves the whole of what was asked before where letters followed', async () => {
    const directory = open()
    waiting[0]?.answer(['fennel'], { unread: true })
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    directory.text.value = 'as'
    waiting[2]?.answer(['aster'])
    waiting[1]?.answer(['fennel'])
    await expect(directory.settled()).resolves.toEqual({ patientId: 'aster' })
  })
})
