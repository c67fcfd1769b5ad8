// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import { useBackToPatient } from '../../renderer/shell/back-to-patient'

const push = vi.hoisted(() => vi.fn())
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }))

const PATIENT = '01936b5c-0000-7000-8000-0000000000aa'

describe('back to the patient', () => {
  const patientId = ref<string | null>()
  const pressed = (): (() => void) => {
    push.mockReset()
    patientId.value = undefined
    let back = (): void => undefined
    mount({
      setup: () => {
        back = useBackToPatient(() => patientId.value)
        return () => null
      },
    })
    return back
  }

  it('follows a press that came before the chart was read, once', async () => {
    const back = pressed()
    back()
    await nextTick()
    expect(push).not.toHaveBeenCalled()
    patientId.value = PATIENT
    await nextTick()
    expect(push.mock.calls).toEqual([[{ name: 'patient', params: { patientId: PATIENT } }]])
    patientId.value = null
    await nextTick()
    expect(push).toHaveBeenCalledTimes(1)
  })

  it('leads home from a chart that cannot be read', async () => {
    const back = pressed()
    patientId.value = null
    back()
    await nextTick()
    expect(push.mock.calls).toEqual([[{ name: 'patients' }]])
  })

  it('goes nowhere unasked', async () => {
    pressed()
    patientId.value = PATIENT
    await nextTick()
    expect(push).not.toHaveBeenCalled()
  })
})
