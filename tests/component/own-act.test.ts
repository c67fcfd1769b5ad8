import { expect, it } from 'vitest'
import { fail, ok, type Result } from '@shared/errors'
import { useOwnAct } from '../../renderer/shell/own-act'

const filledAct = () => {
  const own = useOwnAct()
  own.reason.value = 'registered twice'
  own.passphrase.value = 'four zz-test herons'
  return own
}

it('is not done without a reason and a passphrase', async () => {
  const own = useOwnAct()
  own.reason.value = '  '
  own.passphrase.value = 'four zz-test herons'
  expect(await own.act(() => Promise.resolve(ok('done')))).toBeUndefined()
  own.reason.value = 'registered twice'
  expect(await own.act(({ reason }) => Promise.resolve(ok(reason)))).toBe('registered twice')
})

it('is done once, however often it is pressed, and forgets the passphrase', async () => {
  const own = filledAct()
  let asked = 0
  let answer: (result: Result<string>) => void = () => undefined
  const work = (): Promise<Result<string>> => {
    asked += 1
    return new Promise((resolve) => {
      answer = resolve
    })
  }
  const first = own.act(work)
  expect(await own.act(work)).toBeUndefined()
  answer(ok('done'))
  expect(await first).toBe('done')
  expect(asked).toBe(1)
  expect(own.passphrase.value).toBe('')
  expect(own.reason.value).toBe('registered twice')
})

it('says why it was refused until it is asked afresh', async () => {
  const own = filledAct()
  await own.act(() => Promise.resolve(fail('wrongSecret')))
  expect(own.trouble.value).not.toBe('')
  expect(own.passphrase.value).toBe('')
  own.ask()
  expect(own.trouble.value).toBe('')
})
