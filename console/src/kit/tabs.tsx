import { useEffect, useRef } from 'react'
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
  const bar = useRef<HTMLElement>(null)
  const current = tabs.findIndex(({ isCurrent }) => isCurrent)
  // Where they do not fit, they scroll; the current one is seen.
  useEffect(() => {
    const tab = bar.current?.children[current]
    if (bar.current && tab instanceof HTMLElement) bar.current.scrollLeft = tab.offsetLeft - 48
  }, [current])

  return (
    <nav ref={bar} className="lk-tabs" aria-label={label}>
      {tabs.map(({ to, label: text, isCurrent }) => (
        <Link key={to} href={to} {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
          {text}
        </Link>
      ))}
    </nav>
  )
}
