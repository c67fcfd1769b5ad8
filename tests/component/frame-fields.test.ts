// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { PLAIN_FRAME, type PageFrame } from '@shared/handout/page-frame'
import FrameFields from '../../renderer/ui/FrameFields.vue'

it('gives on only a length that is one, and tells the form that one is not', async () => {
  const frames: PageFrame[] = []
  const refusals: boolean[] = []
  const fields = mount(FrameFields, {
    props: {
      modelValue: PLAIN_FRAME,
      'onUpdate:modelValue': (frame: PageFrame) => void frames.push(frame),
      'onUpdate:refused': (refused: boolean) => void refusals.push(refused),
    },
  })
  const top = fields.get('input')
  await top.setValue('9')
  expect(frames).toEqual([])
  expect(refusals).toEqual([true])
  expect(fields.text()).toContain('15 to 90 mm. 9 is kept here and not used.')
  await fields.setProps({ refused: true })
  await top.setValue('40')
  expect(frames).toEqual([{ ...PLAIN_FRAME, topMm: 40 }])
  expect(refusals).toEqual([true, false])
})
