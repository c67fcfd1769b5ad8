import { describe, expect, it, vi } from 'vitest'
import type { PrintJob } from '@shared/handout/sheet'
import { Press, PrintCancelled, type PressWindow } from '../../electron/print/press'

const job = (clinic: string): PrintJob => ({ is: 'recovery', clinic, groups: ['ABCD'], paper: 'A4' })

/** A window whose page asks, draws and reports as print.html does. */
const windowOf = (press: () => Press, pages = 1) => {
  const drawn: string[] = []
  let gone = false
  const fake = {
    contentsId: 7,
    load: vi.fn(() => {
      void press()
        .nextJob()
        .then((next) => {
          if (next?.is !== 'recovery') return
          drawn.push(next.clinic)
          press().ready(pages)
        })
      return Promise.resolve()
    }),
    pdf: vi.fn<PressWindow['pdf']>(() => Promise.resolve(new Uint8Array([37, 80, 68, 70]))),
    print: vi.fn<PressWindow['print']>(() => Promise.resolve()),
    printers: () => Promise.resolve([]),
    destroy: vi.fn(() => {
      gone = true
    }),
    isGone: () => gone,
  } satisfies PressWindow
  return { fake, drawn }
}

const pressOf = (pages?: number) => {
  const windows: ReturnType<typeof windowOf>[] = []
  const press: Press = new Press(() => {
    const made = windowOf(() => press, pages)
    windows.push(made)
    return made.fake
  })
  return { press, windows }
}

describe('the press', () => {
  it('draws one job after the other in one page, loaded afresh in between', async () => {
    const { press, windows } = pressOf()
    press.warm()
    const answers = await Promise.all([
      press.pdf(job('one')),
      press.pdf(job('two')),
      press.paper(job('three')),
    ])
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(windows).toHaveLength(1)
    expect(windows[0]!.drawn).toEqual(['one', 'two', 'three'])
    expect(windows[0]!.fake.load).toHaveBeenCalledTimes(4)
    expect(windows[0]!.fake.pdf).toHaveBeenCalledWith(
      expect.objectContaining({ generateTaggedPDF: true, generateDocumentOutline: true, pageSize: 'A4' }),
    )
  })

  it('names an empty page, and works again afterwards with a new window', async () => {
    const { press, windows } = pressOf(0)
    const answer = await press.pdf(job('one'))
    expect(answer).toEqual({ ok: false, error: { code: 'printer', detail: 'The page came out empty' } })
    expect(windows[0]!.fake.destroy).toHaveBeenCalled()
    await press.pdf(job('two'))
    expect(windows).toHaveLength(2)
  })

  it('tells a closed dialog from a printer that refused, and never passes its text on', async () => {
    const { press, windows } = pressOf()
    press.warm()
    windows[0]!.fake.print.mockRejectedValueOnce(new PrintCancelled())
    expect(await press.paper(job('one'))).toMatchObject({ error: { code: 'cancelled' } })
    const next = press.paper(job('two'))
    windows[1]?.fake.print.mockRejectedValueOnce(new Error('job "Zz-Test Aster" failed'))
    expect(JSON.stringify(await next)).not.toContain('Aster')
  })

  it('comes to nothing when it is closed while it is asked for its printers, and a failure of its own is told', async () => {
    const destroyed: (() => void)[] = []
    const { fake } = windowOf(() => press)
    const press: Press = new Press(() => ({
      ...fake,
      load: () => new Promise((_, reject) => destroyed.push(() => reject(new Error('ERR_ABORTED')))),
      destroy: () => destroyed.forEach((destroy) => destroy()),
    }))
    const asked = press.printers()
    press.close()
    expect(await asked).toEqual({ ok: false, error: { code: 'cancelled' } })
    const failed = press.printers()
    destroyed.at(-1)?.()
    await expect(failed).rejects.toThrow('ERR_ABORTED')
  })

  it('names the step that took too long', async () => {
    vi.useFakeTimers()
    const press = new Press(() => ({
      contentsId: 1,
      load: () => new Promise(() => undefined),
      pdf: () => Promise.reject(new Error()),
      print: () => Promise.reject(new Error()),
      printers: () => Promise.resolve([]),
      destroy: () => undefined,
      isGone: () => false,
    }))
    const answer = press.pdf(job('one'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await answer).toMatchObject({
      error: { code: 'printer', detail: 'Opening the page took longer than 20 seconds' },
    })
    vi.useRealTimers()
  })
})
