export const MIN_PIN = 6
export const MAX_PIN = 12

/** Rows and columns of the number pad that fingers like. */
const PAD_WALKS = [
  '147258369',
  '369258147',
  '741852963',
  '963852741',
  '789456123',
  '321654987',
  '159357',
  '357159',
  '159753',
  '753951',
]
const COUNTING = '01234567890123456789'
const reversed = (text: string): string => Array.from(text).reverse().join('')
const isRun = (pin: string): boolean => COUNTING.includes(pin) || reversed(COUNTING).includes(pin)

/** One to three digits over and over. */
const repeats = (pin: string): boolean =>
  [1, 2, 3].some(
    (length) =>
      pin ===
      pin
        .slice(0, length)
        .repeat(Math.ceil(pin.length / length))
        .slice(0, pin.length),
  )

const isDay = (day: number, month: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31
const PLACES = [
  // day and month, month and day, year first; two or four digits of the year
  [0, 2],
  [2, 0],
] as const
/** Six or eight digits that read as a day of a life: people choose birthdays, and others know them. */
const isDate = (pin: string): boolean => {
  const at = (from: number): number => Number(pin.slice(from, from + 2))
  const pair = (from: number): boolean => PLACES.some(([a, b]) => isDay(at(from + a), at(from + b)))
  const century = (from: number): boolean => ['19', '20'].includes(pin.slice(from, from + 2))
  if (pin.length === 6) return pair(0) || pair(2)
  return pin.length === 8 && ((pair(0) && century(4)) || (century(0) && pair(4)))
}

/** Why a PIN is not taken, in words; empty when it is. */
export const pinTrouble = (pin: string): string => {
  if (!/^\d*$/u.test(pin)) return 'Digits only.'
  if (pin.length < MIN_PIN) return `A PIN has ${MIN_PIN} digits or more.`
  if (pin.length > MAX_PIN) return `A PIN has ${MAX_PIN} digits at most.`
  if (isDate(pin)) return 'This reads as a date. Birthdays are tried first; take other digits.'
  if (repeats(pin) || isRun(pin) || PAD_WALKS.some((walk) => walk.includes(pin)))
    return 'This is among the first that anybody tries. Take digits in no order.'
  return ''
}
