import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of Latin letters alone, as Linux systems name them. */
const LATIN = [
  '/usr/share/fonts/truetype/liberation',
  '/usr/share/fonts/truetype/liberation2',
  '/usr/share/fonts/liberation-fonts',
  '/usr/share/fonts/liberation-sans',
  '/usr/share/fonts/liberation',
]

/**
 * The environment in which a browser finds Latin letters among the system's fonts and no others; without any font at all it
 * does not run. Empty where fontconfig does not say what the fonts are.
 */
export const latinOnly = (folder: string): Record<string, string> => {
  const fonts = LATIN.find((place) => existsSync(place))
  if (process.platform !== 'linux') return {}
  if (fonts === undefined) throw new Error('No folder of Latin fonts: install fonts-liberation')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir></fontconfig>
`,
  )
  return { FONTCONFIG_FILE: file }
}
