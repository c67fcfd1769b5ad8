import { computed, onBeforeUnmount, onMounted, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { viewOf, type Place, type View } from '@shared/bodymap'

/** Width before the first measure, px: the map in the side panel at 1280. */
const FIRST_PX = 344
/** Smallest text of the interface, rem (`--t-tick`). */
const TEXT_REM = 0.8125

interface Sizing {
  readonly maxHeightPx: () => number | undefined
  readonly psisDistanceMm: () => number | undefined
}

/** The drawing follows the width of its box; text follows the root size only, so that zoom never shrinks it. */
export const useView = (
  box: Readonly<Ref<HTMLElement | null>>,
  sizing: Sizing,
): {
  view: ComputedRef<View>
  textPx: Ref<number>
  zoom: Ref<number>
  centre: Ref<Place | undefined>
} => {
  const widthPx = ref(FIRST_PX)
  const textPx = ref(TEXT_REM * 16)
  const zoom = ref(1)
  const centre = shallowRef<Place>()
  let observer: ResizeObserver | undefined

  const measure = (): void => {
    if (box.value && box.value.clientWidth > 0) widthPx.value = box.value.clientWidth
    textPx.value = TEXT_REM * (parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)
  }
  onMounted(() => {
    measure()
    observer = new ResizeObserver(measure)
    if (box.value) observer.observe(box.value)
  })
  onBeforeUnmount(() => observer?.disconnect())

  const view = computed(() =>
    viewOf({
      widthPx: widthPx.value,
      maxHeightPx: sizing.maxHeightPx(),
      zoom: zoom.value,
      centre: centre.value,
      psisDistanceMm: sizing.psisDistanceMm(),
    }),
  )
  return { view, textPx, zoom, centre }
}
