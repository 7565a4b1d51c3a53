// Runs before the first paint, so that a dark page never flashes white (and the other way round).
;(() => {
  const stored = localStorage.getItem('mantine-color-scheme-value')
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  const isDark = stored === 'dark' || (stored !== 'light' && prefersDark)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')

  // Who is signed in is asked while the console itself is still being read; state/early-me.ts takes the answer.
  const headers = { accept: 'application/problem+json, application/json' }
  globalThis.latchkeyMe = fetch(`${document.documentElement.dataset.base ?? ''}/api/admin/me/`, {
    headers,
  }).catch(() => undefined)
})()
