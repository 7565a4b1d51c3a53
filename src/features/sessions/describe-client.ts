// The more special first: Edge also calls itself Chrome, and Chrome Safari.
const programs: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^okhttp\//, 'OkHttp'],
  [/^(node|undici)\b/, 'Node.js'],
  [/^python-requests\/|^python-httpx\//, 'Python'],
  [/^PostmanRuntime\//, 'Postman'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A user agent in a few words, such as "Firefox on Linux"; what is unknown begins as it was sent. */
export function describeClient(userAgent: string | null): string {
  if (!userAgent) return 'unknown'
  const program = nameIn(programs, userAgent) ?? userAgent.split(/[/\s]/)[0]?.slice(0, 40) ?? ''
  const system = nameIn(systems, userAgent)
  return system === undefined ? program : `${program} on ${system}`
}

/** The same, and undefined for a program that is not in the list: nothing that a client chose freely. */
export function knownClient(userAgent: string | null): string | undefined {
  const program = userAgent ? nameIn(programs, userAgent) : undefined
  const system = userAgent ? nameIn(systems, userAgent) : undefined
  return program && system ? `${program}, ${system}` : (program ?? system)
}

function nameIn(names: readonly (readonly [RegExp, string])[], text: string): string | undefined {
  return names.find(([pattern]) => pattern.test(text))?.[1]
}
