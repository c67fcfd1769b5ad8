import type { InjectionKey, Ref } from 'vue'
import type { DrawnPicture } from './draw-picture'

/** The pictures of a sheet, drawn, for the blocks that show them. */
export const DRAWN: InjectionKey<Readonly<Ref<readonly DrawnPicture[] | undefined>>> = Symbol('drawn')
