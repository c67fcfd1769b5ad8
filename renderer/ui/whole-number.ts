/** The whole number that was typed, or undefined where it is none. */
export const wholeNumber = (typed: string): number | undefined =>
  /^\d+$/u.test(typed.trim()) ? Number(typed) : undefined
