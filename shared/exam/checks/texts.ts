/** What the checks say, for whoever says it in another language. English is the source. */
export const CHECK_TEXTS = {
  worstBelowNow: 'Worst pain is lower than pain now. Keep it? Say why.',
  worstBelowAverage: 'Worst pain is lower than the average. Keep it? Say why.',
  persistentNoFlag: 'Persistent pain here, no night or rest pain among the red flags. Keep both? Say why.',
  flagNoPersistent: 'No persistent pain here, night or rest pain among the red flags. Keep both? Say why.',
  longerThanAge: 'Longer than the patient has lived.',
  weightChange: '{kg} kg on {day}, now {percent}%. Keep it? Say why.',
  noneFelt: 'None felt, yet a nodule is recorded as felt. Which is it?',
  sideAgainstRecord:
    'Side says {side}, the record says {recorded} on {day}. Another lump is a new nodule; a wrong record is corrected at its own visit.',
  sideNearRecord: 'Side says {side}, the record says {recorded} on {day}. Keep it? Say why.',
  newAgainstRecord: 'Recorded on {day}. Keep “new”? Say why.',
  notNew: 'Not recorded at an earlier visit. Keep it? Say why.',
  mergedWithItself: 'A nodule cannot merge with itself.',
  mergedIntoGone: '{nodule} was not felt at this visit. Name a nodule that was.',
  mergedAcross: '{nodule} was on the {side}, {other} is on the other side. Keep it? Say why.',
  splitFromGone: '{nodule} was excised or had merged. Keep it? Say why.',
  thatNodule: 'that nodule',
  axesSwapped: 'The short axis is longer than the long one. Keep it? Say why.',
  swapTo: 'Swap to {size}',
  offBody: 'That place is off the body. Nothing was placed.',
  sideAgainstMap: 'Side says {side}, the map says {map}. Which is it?',
  sideNearMap: 'Side says {side}, the map says {map}. Keep it? Say why.',
  zoneAgainstMap: 'Zone says {zone}, the map says {map}. Keep it? Say why.',
  outlineApart: 'The place of this nodule lies outside its outline. Keep both? Say why.',
  tendernessAgainstPain: 'Tenderness {tenderness} with pain {pain} on pressure. Keep both? Say why.',
  longer: '{mm} mm longer than on {day}. Keep “same”? Say why.',
  shorter: '{mm} mm shorter than on {day}. Keep “same”? Say why.',
  sideOpposite: '{what} says {side}, {others}. Which is it?',
  sideNear: '{what} says {side}, {others}. Keep it? Say why.',
  whoSays: '{who} says {side}',
  outline: 'Outline#who',
  procedure: 'Procedure#who',
  picture: 'Picture#who',
} as const

/** How a doubt asks, at the end of its text, that it be kept with a reason: several at one field ask once. */
export const ASKS_TO_KEEP = ['Keep both? Say why.', 'Keep it? Say why.'] as const
