const paths = {
  dashboard: 'M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z',
  users:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .8 3.2 2.6 3.5 5.2',
  sessions: 'M3 5h18v11H3zM8 20h8M12 16v4',
  groups: 'M12 3l8 4-8 4-8-4zM4 12l8 4 8-4M4 17l8 4 8-4',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  audit: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7',
  keys: 'M3.5 15.5a4 4 0 1 0 8 0 4 4 0 1 0-8 0M10.3 12.7L20 3M16 7l3 3',
  email: 'M3 5h18v14H3zM3.500 6l8.500 7 8.500-7',
  health: 'M3 12h4l3-8 4 16 3-8h4',
  search: 'M4 10.5a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M15.5 15.5L21 21',
  menu: 'M4 6h16M4 12h16M4 18h16',
  close: 'M6 6l12 12M18 6L6 18',
  sun: 'M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  system: 'M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0M12 4v16M15 5v14M18 7v10',
  account: 'M8 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0M4 21c.500-4.5 3.5-7 8-7s7.5 2.5 8 7',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  check: 'M4 12.5l5 5L20 6.5',
  columns: 'M4 4h16v16H4zM10 4v16M15 4v16',
  download: 'M12 3v12M7 10.5l5 5 5-5M4 20h16',
  upload: 'M12 16V4M7 8.5l5-5 5 5M4 20h16',
  more: 'M5 12h.010M12 12h.010M19 12h.010',
  plus: 'M12 5v14M5 12h14',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  sort: 'M8 4v16M4 8l4-4 4 4M16 20V4M12 16l4 4 4-4',
  warning: 'M12 3.5L22 20H2zM12 10v4.5M12 17.3h.010',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  undo: 'M4 9h10a6 6 0 0 1 0 12h-3M8 5L4 9l4 4',
  reset: 'M4 5v5h5M4.5 10A8 8 0 1 1 4 14',
  chevron: 'M6 9l6 6 6-6',
  keyboard: 'M2 6h20v12H2zM6 10h.010M10 10h.010M14 10h.010M18 10h.010M7 14h10',
  pin: 'M12 15v6M8 3h8l-1 6 3 3v3H6v-3l3-3z',
} as const

export type IconName = keyof typeof paths

interface IconProps {
  readonly name: IconName
  readonly size?: number
}

/** A drawing beside a text or inside a labelled button; never the only thing that tells. */
export function Icon({ name, size = 18 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  )
}
