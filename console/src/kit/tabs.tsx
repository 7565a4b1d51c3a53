import { Link } from 'wouter'

interface TabLinksProps {
  readonly label: string
  readonly tabs: readonly {
    readonly to: string
    readonly label: string
    readonly isCurrent: boolean
  }[]
}

/** Parts of a page that have addresses of their own: links, not buttons. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav className="lk-tabs" aria-label={label}>
      {tabs.map(({ to, label: text, isCurrent }) => (
        <Link key={to} href={to} {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
