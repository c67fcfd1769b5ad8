import type { Component } from 'vue'
import type { Kind } from '@shared/exam/field-kinds'
import AxesControl from './AxesControl.vue'
import ChoiceControl from './ChoiceControl.vue'
import ChoicesControl from './ChoicesControl.vue'
import DateControl from './DateControl.vue'
import DurationControl from './DurationControl.vue'
import EntryRefControl from './EntryRefControl.vue'
import NumberControl from './NumberControl.vue'
import OutlineControl from './OutlineControl.vue'
import PlaceControl from './PlaceControl.vue'
import ScaleControl from './ScaleControl.vue'
import ShadingControl from './ShadingControl.vue'
import TextControl from './TextControl.vue'

/** One control per kind of field; a kind without one does not compile. */
export const CONTROLS: Readonly<Record<Kind, Component>> = {
  choice: ChoiceControl,
  choices: ChoicesControl,
  scale: ScaleControl,
  quantity: NumberControl,
  date: DateControl,
  duration: DurationControl,
  axes: AxesControl,
  point: PlaceControl,
  outline: OutlineControl,
  shading: ShadingControl,
  text: TextControl,
  entryRef: EntryRefControl,
}
