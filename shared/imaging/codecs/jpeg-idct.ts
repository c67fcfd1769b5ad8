/**
 * The inverse cosine transform in whole numbers after Loeffler, Ligtenberg and Moschytz (ICASSP 1989): 11
 * multiplications a row, 13 bits of fraction. It is the arithmetic that most JPEG software uses by default, so that
 * pictures equal theirs to the last bit.
 */
const FRACTION = 13
const F_0_298 = 2446
const F_0_390 = 3196
const F_0_541 = 4433
const F_0_765 = 6270
const F_0_899 = 7373
const F_1_175 = 9633
const F_1_501 = 12299
const F_1_847 = 15137
const F_1_961 = 16069
const F_2_053 = 16819
const F_2_562 = 20995
const F_3_072 = 25172

const work = new Int32Array(64)

/** One dimension of eight values, `step` apart from `at` on; results are rounded off by `shift` bits. */
const pass = (from: Int32Array, to: Int32Array, at: number, step: number, shift: number): void => {
  const s0 = from[at] ?? 0
  const s1 = from[at + step] ?? 0
  const s2 = from[at + 2 * step] ?? 0
  const s3 = from[at + 3 * step] ?? 0
  const s4 = from[at + 4 * step] ?? 0
  const s5 = from[at + 5 * step] ?? 0
  const s6 = from[at + 6 * step] ?? 0
  const s7 = from[at + 7 * step] ?? 0

  const even = Math.imul(s2 + s6, F_0_541)
  const e2 = even - Math.imul(s6, F_1_847)
  const e3 = even + Math.imul(s2, F_0_765)
  const e0 = (s0 + s4) << FRACTION
  const e1 = (s0 - s4) << FRACTION
  const a0 = e0 + e3
  const a3 = e0 - e3
  const a1 = e1 + e2
  const a2 = e1 - e2

  const z5 = Math.imul(s7 + s3 + s5 + s1, F_1_175)
  const z1 = -Math.imul(s7 + s1, F_0_899)
  const z2 = -Math.imul(s5 + s3, F_2_562)
  const z3 = z5 - Math.imul(s7 + s3, F_1_961)
  const z4 = z5 - Math.imul(s5 + s1, F_0_390)
  const o0 = Math.imul(s7, F_0_298) + z1 + z3
  const o1 = Math.imul(s5, F_2_053) + z2 + z4
  const o2 = Math.imul(s3, F_3_072) + z2 + z3
  const o3 = Math.imul(s1, F_1_501) + z1 + z4

  const half = 1 << (shift - 1)
  to[at] = (a0 + o3 + half) >> shift
  to[at + 7 * step] = (a0 - o3 + half) >> shift
  to[at + step] = (a1 + o2 + half) >> shift
  to[at + 6 * step] = (a1 - o2 + half) >> shift
  to[at + 2 * step] = (a2 + o1 + half) >> shift
  to[at + 5 * step] = (a2 - o1 + half) >> shift
  to[at + 3 * step] = (a3 + o0 + half) >> shift
  to[at + 4 * step] = (a3 - o0 + half) >> shift
}

/**
 * Turns a block of 64 dequantised coefficients into samples.
 *
 * @param at where its first sample goes in `plane`, whose rows are `stride` long
 * @param bits 8 or 12
 */
export const inverse = (
  block: Int32Array,
  plane: Uint8Array | Uint16Array,
  at: number,
  stride: number,
  bits: number,
): void => {
  // One bit less of room between the passes where samples have 12 bits.
  const kept = bits === 8 ? 2 : 1
  const middle = 1 << (bits - 1)
  const most = (1 << bits) - 1
  for (let column = 0; column < 8; column++) pass(block, work, column, 8, FRACTION - kept)
  for (let row = 0; row < 64; row += 8) pass(work, work, row, 1, FRACTION + kept + 3)
  for (let row = 0, from = 0, to = at; row < 8; row++, to += stride) {
    for (let column = 0; column < 8; column++, from++) {
      const value = (work[from] ?? 0) + middle
      plane[to + column] = value < 0 ? 0 : value > most ? most : value
    }
  }
}
