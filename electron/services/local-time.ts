const two = (n: number): string => String(n).padStart(2, '0')

/** The day of an instant where the laptop stands, `YYYY-MM-DD`. */
export const dayOf = (at: string | Date): string => {
  const when = new Date(at)
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`
}

/** Hours and minutes of an instant where the laptop stands, `10:42`. */
export const timeOf = (at: string): string => {
  const when = new Date(at)
  return `${two(when.getHours())}:${two(when.getMinutes())}`
}

/** The instant at which a day begins where the laptop stands; `later` days after it. */
export const dayStart = (on: string, later = 0): string => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  return new Date(year, month - 1, day + later).toISOString()
}
