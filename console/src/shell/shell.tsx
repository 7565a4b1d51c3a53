import { useDisclosure } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { Router } from 'wouter'
import { t } from '../i18n/translate.ts'
import { QueryStates } from '../kit/query-states.tsx'
import { Routes } from '../routes.tsx'
import { base } from '../state/base.ts'
import { useMeQuery } from '../state/use-me.ts'
import { ShellFooter } from './footer.tsx'
import { guardedNavigation, guardHistory } from './leave-guard.ts'
import { NavigatedContext } from './navigated.ts'
import { Navigation } from './navigation.tsx'
import { SessionEndWarning } from './session/session-end-warning.tsx'
import { Shortcuts } from './shortcuts/shortcuts.tsx'
import { TopBar } from './top-bar.tsx'

/** What surrounds every page. */
export function Shell() {
  const me = useMeQuery()
  const [isNavOpen, nav] = useDisclosure(false)
  const navigated = useRef(false)
  const hasNavigated = useRef(() => navigated.current)
  useEffect(() => guardHistory(() => (navigated.current = true)), [])

  return (
    <Router
      base={`${base}/admin`}
      aroundNav={(navigate, to, options) =>
        guardedNavigation(() => {
          navigated.current = true
          nav.close()
          navigate(to, options)
        }, to)
      }
    >
      <NavigatedContext value={hasNavigated.current}>
        <a href="#main" className="lk-skip">
          {t('app.skip')}
        </a>
        <QueryStates query={me} subject={t('app.account')}>
          {() => (
            <div className="lk-shell">
              <TopBar isNavOpen={isNavOpen} onToggleNav={nav.toggle} />
              <Navigation isOpen={isNavOpen} />
              <main id="main" tabIndex={-1} className="lk-main">
                <SessionEndWarning />
                <Routes />
              </main>
              <ShellFooter />
              <Shortcuts />
            </div>
          )}
        </QueryStates>
      </NavigatedContext>
    </Router>
  )
}
