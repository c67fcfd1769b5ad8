'use strict'
// Loaded by the runtime before the app (`-r`): main's clock starts at FIXED_CLOCK_START and runs on from there.
// The app itself knows nothing of it. The window's clock is set by Playwright's page.clock.
const started = Date.parse(process.env.FIXED_CLOCK_START)
if (Number.isNaN(started)) throw new Error('FIXED_CLOCK_START must be an instant')
const RealDate = Date
const shift = started - RealDate.now()

globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shift)
    else super(...args)
  }
  static now() {
    return RealDate.now() + shift
  }
}
