import { Link, useLocation } from 'wouter'
import { t } from '../i18n/translate.ts'
import { Icon } from '../kit/icon.tsx'
import { useCan } from '../state/use-me.ts'
import { navigationPages } from './pages.ts'

/** The pages this person may see. On narrow screens it unfolds below the top bar. */
export function Navigation({ isOpen }: { readonly isOpen: boolean }) {
  const can = useCan()
  const [location] = useLocation()

  return (
    <nav id="navigation" className="lk-nav" aria-label={t('app.navigation')} data-open={isOpen}>
      <ul>
        {navigationPages
          .filter(({ permission }) => can(permission))
          .map(({ to, label, icon }) => (
            <li key={to}>
              <Link
                href={to}
                {...(isCurrent(to, location) ? { 'aria-current': 'page' as const } : {})}
              >
                <Icon name={icon} />
                {t(label)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}

function isCurrent(to: string, location: string): boolean {
  return to === '/' ? location === '/' : `${location}/`.startsWith(to)
}
