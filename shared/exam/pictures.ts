import type { GroupId, SectionId } from './definition'

/** The entries that stand for attached pictures, and the section they are described in. */
export const PICTURES = 'image' as const satisfies GroupId
export const PICTURE_SECTION = 'images' as const satisfies SectionId
