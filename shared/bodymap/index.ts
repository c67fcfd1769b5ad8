export * from './point'
export * from './zones'
export { onBody } from './outline'
export { placeInShort, placeInWords, type PlaceWords, type PlaceWordsOptions } from './words'
