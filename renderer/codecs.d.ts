// The codec packages bring no types; what is used of them stands in images/wasm-codecs.ts.
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const glue: unknown
  export default glue
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const glue: unknown
  export default glue
}
declare module '@cornerstonejs/codec-charls/decodewasm?url' {
  const url: string
  export default url
}
declare module '@cornerstonejs/codec-openjpeg/decodewasm?url' {
  const url: string
  export default url
}
