import { base } from './base.ts'
import { applyStoredTheme, isDark, onThemeChange } from './theme.ts'

declare const Redoc: {
  init(url: string, options: object, element: HTMLElement): void
}

applyStoredTheme()
document.documentElement.classList.toggle('dark-mode', isDark())
// The viewer takes its colours once: another theme needs another page.
onThemeChange(() => location.reload())
addEventListener('DOMContentLoaded', start)

function start(): void {
  const viewer = document.getElementById('viewer')
  if (!viewer) return
  const options = {
    theme: isDark() ? dark : light,
    hideDownloadButton: false,
    expandResponses: '200,201',
    sortRequiredPropsFirst: true,
    nativeScrollbars: true,
  }
  Redoc.init(`${base}/openapi.json`, options, viewer)
}

const typography = {
  fontFamily: 'system-ui, sans-serif',
  headings: { fontFamily: 'system-ui, sans-serif' },
  code: { fontFamily: 'ui-monospace, Menlo, Consolas, monospace' },
}

const light = { typography, colors: { primary: { main: '#3451c7' } } }

const dark = {
  typography: {
    ...typography,
    code: { ...typography.code, color: '#ff9a92', backgroundColor: '#262a33' },
    links: { color: '#9db2ff', visited: '#9db2ff', hover: '#c3d0ff' },
  },
  colors: {
    primary: { main: '#9db2ff' },
    text: { primary: '#e7e9ee', secondary: '#a9b0bd' },
    border: { dark: '#363b47', light: '#363b47' },
    responses: {
      success: { color: '#79d79c', backgroundColor: '#17301f', tabTextColor: '#79d79c' },
      error: { color: '#ff9a92', backgroundColor: '#38201e', tabTextColor: '#ff9a92' },
    },
    http: {
      get: '#1f6d96',
      post: '#24703f',
      put: '#80540f',
      patch: '#80540f',
      delete: '#a3332b',
    },
  },
  schema: { nestedBackground: '#1c1f26', typeNameColor: '#a9b0bd', requireLabelColor: '#ff9a92' },
  sidebar: { backgroundColor: '#1c1f26', textColor: '#e7e9ee', activeTextColor: '#9db2ff' },
  rightPanel: { backgroundColor: '#0d0f13', textColor: '#e7e9ee' },
  codeBlock: { backgroundColor: '#1c1f26' },
}
