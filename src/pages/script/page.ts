import { rememberBodyTab, restoreBodyTabs } from './body-tabs.ts'
import { bump, byId } from './dom.ts'
import { showHistory } from './history.ts'
import { fillLookups, startLookups } from './lookups.ts'
import { openDialog } from './open-dialog.ts'
import { carryToRaw, operationFormOf } from './operation-form.ts'
import { reloadContent } from './page-content.ts'
import { sendAgain, sendAgainFromOtherPage } from './send-again.ts'
import { copyRequest, sendForm } from './send-form.ts'
import { mayHaveSession, PageSession } from './session.ts'
import { startSessionPanel } from './session-panel.ts'
import { startTabs } from './tabs.ts'
import { startTheme } from './theme.ts'

const session = new PageSession()

/** Makes the page that the server wrote send requests. */
export async function startPage(): Promise<void> {
  startTheme(byId<HTMLSelectElement>('theme'))
  startSessionPanel(session)
  startTabs((tab) => {
    rememberBodyTab(tab)
    const form = tab.closest('form')
    if (form && tab.id.endsWith('-raw')) carryToRaw(form)
  })
  restoreBodyTabs()
  startLookups()
  showHistory(byId('history'), byId('history-list'))
  document.addEventListener('submit', onSubmit)
  document.addEventListener('click', onClick)
  document.addEventListener('visibilitychange', () => session.wake())
  addEventListener('online', () => session.wake())
  addEventListener('storage', ({ key, newValue }) => {
    if (key === 'latchkey-page-session' && newValue === null) session.drop()
  })

  await restoreSession()
  if (!session.held) void fillLookups(session)
  followLoggingInAndOut()
  sendAgainFromOtherPage(session)
}

async function restoreSession(): Promise<void> {
  try {
    if (mayHaveSession() && (await session.renew())) await showAnew()
  } finally {
    document.documentElement.classList.remove('restoring')
  }
}

/** What the page shows depends on who asks: on logging in and out it is made anew. */
function followLoggingInAndOut(): void {
  let wasLoggedIn = session.held !== undefined
  session.onChange((held) => {
    const isLoggedIn = held !== undefined
    if (isLoggedIn !== wasLoggedIn) void showAnew()
    wasLoggedIn = isLoggedIn
  })
}

async function showAnew(): Promise<void> {
  const isSameForAll =
    document.querySelector('#content :is([data-secured], .unavailable-reason, .group)') === null
  if (isSameForAll) {
    bump(session.held ? 'You are logged in' : 'You are logged out')
    return
  }
  await reloadContent(session)
  restoreBodyTabs()
  void fillLookups(session)
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.dataset['method'] === undefined) return
  event.preventDefault()
  void sendForm(session, operationFormOf(form))
}

function onClick({ target }: MouseEvent): void {
  if (!(target instanceof HTMLElement)) return
  if (target.matches('[data-copy]')) void copyRequest(session, target)
  if (target.matches('[data-again]')) sendAgain(session, Number(target.dataset['again']))
  if (target.matches('[data-open]')) openDialog(session, target.dataset['open'] ?? '')
}
