import { type CSSVariablesResolver, createTheme } from '@mantine/core'

/** Cooler than Mantine's own, with text and borders that can be told from their ground. */
const dark = [
  '#dfe3e8',
  '#b9c0ca',
  '#a9b1bc',
  '#7d8794',
  '#59616c',
  '#3a4049',
  '#262a31',
  '#1e2126',
  '#15171b',
  '#0f1114',
] as const

export const theme = createTheme({
  colors: { dark },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", "SF Mono", Menlo, Consolas, monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' } },
  },
  // By their names: importing them here would bring all of them to the first page.
  components: {
    // 24 px at least, whatever is pressed (WCAG 2.5.8).
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' },
    },
    Checkbox: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { variant: 'default', fw: 550 } },
    Anchor: { defaultProps: { underline: 'always' } },
    Badge: { defaultProps: { variant: 'default', tt: 'none', fw: 550 } },
    // Its placeholder is no child that a menu may have; the first item takes the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } },
    },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { events: { hover: true, focus: true, touch: false } },
    },
  },
})

/** Greys and states with the contrast that text needs (4.5 : 1) in both themes. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55606b',
    '--mantine-color-placeholder': '#6b7580',
    '--mantine-color-error': '#c02626',
    '--mantine-color-anchor': '#364fc7',
    '--mantine-color-default-border': '#8b949e',
    // The border of fields and boxes: 3 : 1 against the card.
    '--mantine-color-gray-4': '#8b949e',
    '--lk-page': '#f6f7f9',
    '--lk-card': '#ffffff',
    '--lk-line': '#d9dee4',
    '--lk-selected': '#eef2ff',
    '--lk-ok': '#1b6e35',
    '--lk-warn': '#8a5300',
    '--lk-fail': '#b42318',
    '--lk-series-1': '#3b5bdb',
    '--lk-series-2': '#c2410c',
    '--lk-faint': '#7b8794',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1bc',
    '--mantine-color-placeholder': '#98a1ad',
    '--mantine-color-error': '#ff9b93',
    '--mantine-color-anchor': '#a5b8ff',
    '--mantine-color-default-border': '#7d8794',
    '--lk-page': '#15171b',
    '--lk-card': '#1e2126',
    '--lk-line': '#363b43',
    '--lk-selected': '#262d45',
    '--lk-ok': '#7ddb98',
    '--lk-warn': '#ffc46b',
    '--lk-fail': '#ff9b93',
    '--lk-series-1': '#91a7ff',
    '--lk-series-2': '#ffa94d',
    '--lk-faint': '#8b95a1',
  },
})
