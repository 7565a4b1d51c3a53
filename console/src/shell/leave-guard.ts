import { useEffect } from 'react'
import { t } from '../i18n/translate.ts'
import { confirm } from '../kit/confirm.tsx'
import { base } from '../state/base.ts'

// What is unsaved belongs to the page that is open, of which there is one.
let hasUnsaved = false
// The address of the page that is open: at `popstate` the browser already shows the next one.
let openUrl = ''

/** While `isDirty`, leaving the page asks. */
export function useLeaveGuard(isDirty: boolean): void {
  useEffect(() => {
    hasUnsaved = isDirty
    openUrl = location.href
    if (!isDirty) return
    window.addEventListener('beforeunload', askBrowser)
    return () => {
      hasUnsaved = false
      window.removeEventListener('beforeunload', askBrowser)
    }
  }, [isDirty])
}

/** Everything is saved, or given up: nothing asks until the page is dirty anew. */
export function letLeave(): void {
  hasUnsaved = false
  window.removeEventListener('beforeunload', askBrowser)
}

/** Goes on at once, or after people have agreed to lose what is unsaved. Filters of the same page lose nothing. */
export async function guardedNavigation(proceed: () => void, to: string): Promise<void> {
  if (!isLeaving(`${base}/admin${to.split('?')[0]}`) || (await mayLeave())) proceed()
}

/** The same for the browser's back and forward, which can only be taken back. */
export function guardHistory(onMove: () => void): () => void {
  const onPopState = async (event: PopStateEvent) => {
    if (!isLeaving(location.pathname)) return onMove()
    event.stopImmediatePropagation()
    const target = location.href
    history.pushState(null, '', openUrl)
    if (!(await mayLeave())) return
    onMove()
    location.assign(target)
  }
  window.addEventListener('popstate', onPopState, { capture: true })
  return () => window.removeEventListener('popstate', onPopState, { capture: true })
}

function isLeaving(pathname: string): boolean {
  return hasUnsaved && pathname !== new URL(openUrl).pathname
}

async function mayLeave(): Promise<boolean> {
  const confirmed = await confirm({
    title: t('leave.title'),
    consequence: t('leave.consequence'),
    action: t('leave.action'),
  })
  if (confirmed) letLeave()
  return confirmed !== undefined
}

function askBrowser(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
