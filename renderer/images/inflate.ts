/**
 * Unpacks raw deflate (RFC 1951) with the browser's own inflater. Rejects on damage and as soon as more than `most`
 * bytes come out: deflate packs up to 1,032 to 1, so a small file can be meant to fill the memory.
 */
export const inflate = async (
  packed: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> => {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  const writing = writer.write(packed).then(() => writer.close())
  // The reader below hears of it too.
  writing.catch(() => undefined)
  const reader = stream.readable.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const part = value as Uint8Array
    length += part.length
    if (length > most) {
      await reader.cancel()
      throw new RangeError('unpacks to too much')
    }
    parts.push(part)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
