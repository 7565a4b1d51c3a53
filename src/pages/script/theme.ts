// The console keeps its choice under the same name, so that one choice holds for all pages.
const storageKey = 'mantine-color-scheme-value'

/** Before the first paint: a dark page never flashes white, nor the other way round. */
export function applyStoredTheme(): void {
  apply(stored())
}

/** Lets people choose, here and in the other tabs. */
export function startTheme(chooser: HTMLSelectElement): void {
  chooser.value = stored()
  chooser.addEventListener('change', () => {
    localStorage.setItem(storageKey, chooser.value === 'system' ? 'auto' : chooser.value)
    apply(chooser.value)
  })
  addEventListener('storage', ({ key }) => {
    if (key !== storageKey) return
    chooser.value = stored()
    apply(chooser.value)
  })
}

/** Whether the page is dark now, by choice or by the system. */
export function isDark(): boolean {
  const theme = stored()
  return theme === 'dark' || (theme === 'system' && darkSystem.matches)
}

/** Tells of a choice in another tab, and of the system's own change. */
export function onThemeChange(listener: () => void): void {
  darkSystem.addEventListener('change', listener)
  addEventListener('storage', ({ key }) => {
    if (key === storageKey) listener()
  })
}

const darkSystem = matchMedia('(prefers-color-scheme: dark)')

function stored(): string {
  const value = localStorage.getItem(storageKey)
  return value === 'light' || value === 'dark' ? value : 'system'
}

function apply(theme: string): void {
  document.documentElement.dataset['theme'] = theme
}
