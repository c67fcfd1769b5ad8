/** What About says of the program: which runtime carries it, and the versions that matter for a report. */
export const runtimeFacts = (
  appVersion: string,
): {
  version: string
  runtime: string
  standIn: boolean
  versions: Record<string, string>
} => {
  const {
    electron,
    chrome,
    node,
    'stand-in': standIn,
  } = process.versions as Record<string, string | undefined>
  const versions = Object.entries({ electron, chrome, node }).flatMap(([name, version]) =>
    version === undefined ? [] : [[name, version] as const],
  )
  return {
    version: appVersion,
    runtime:
      standIn === undefined ? `Electron ${electron ?? ''}` : `stand-in for Electron, on Chromium ${standIn}`,
    standIn: standIn !== undefined,
    versions: Object.fromEntries(versions),
  }
}
