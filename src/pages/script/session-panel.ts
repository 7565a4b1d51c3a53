import { base } from './base.ts'
import { bump, byId, copyText, element } from './dom.ts'
import { jsonView } from './json-view.ts'
import type { Held, PageSession, Refusal } from './session.ts'

/** The panel beside every page: log in, who is logged in, how long the token lives, log out. */
export function startSessionPanel(session: PageSession): void {
  byId('log-in').addEventListener('submit', (event) => {
    event.preventDefault()
    void logIn(session)
  })
  byId('paste').addEventListener('submit', (event) => {
    event.preventDefault()
    const field = byId<HTMLTextAreaElement>('paste-token')
    const isToken = session.paste(field.value)
    field.toggleAttribute('aria-invalid', !isToken)
    bump(isToken ? 'Token in use' : 'Not a valid token')
    if (isToken) field.value = ''
  })
  byId('refresh-now').addEventListener('click', () => void refreshNow(session))
  byId('copy-token').addEventListener('click', () => void copyText(session.held?.token ?? ''))
  byId('log-out').addEventListener('click', () => void session.logOut())

  // There is TLS, or it is this machine, from which browsers take the cookie all the same.
  document.getElementById('needs-tls')?.toggleAttribute('hidden', isSecureContext)

  session.onChange(show)
  setInterval(() => showTimeLeft(session.held), 1_000)
  // On narrow screens the panel begins closed, so that the page itself comes first.
  if (matchMedia('(max-width: 60rem)').matches) byId('session').removeAttribute('open')
}

async function logIn(session: PageSession): Promise<void> {
  const email = byId<HTMLInputElement>('log-in-email')
  const password = byId<HTMLInputElement>('log-in-password')
  const refusal = await session.logIn(email.value, password.value).catch(() => offline)
  password.value = ''
  showIssue(refusal)
  if (refusal) password.focus()
  else byId('content').focus()
}

const offline: Refusal = { body: { detail: 'The server could not be reached.' }, retryAfter: null }

function showIssue(refusal: Refusal | undefined): void {
  const issue = byId('log-in-issue')
  issue.hidden = refusal === undefined
  if (!refusal) return
  const sentences = Object.entries(refusal.body ?? {}).map(([name, each]) =>
    name === 'detail' || name === 'non_field_errors' ? String(each) : `${name}: ${String(each)}`,
  )
  const wait = refusal.retryAfter ? ` Try again in ${refusal.retryAfter} s.` : ''
  issue.textContent = sentences.join(' ') + wait
}

async function refreshNow(session: PageSession): Promise<void> {
  const held = await session.renew()
  bump(held ? 'Token refreshed' : 'You are logged out')
}

function show(held: Held | undefined): void {
  byId('logged-out').hidden = held !== undefined
  byId('logged-in').hidden = held === undefined
  byId('session-state').textContent = held ? 'logged in' : 'not logged in'
  byId('session-state').toggleAttribute('data-on', held !== undefined)
  showTimeLeft(held)
  if (!held) {
    // Nothing of a token stays behind in the page.
    byId('claims').replaceChildren()
    delete byId('who').dataset['user']
    return
  }

  void showWho(held)
  byId('refresh-now').hidden = !held.isRenewed
  byId('renewal').textContent = held.isRenewed
    ? 'Refreshed automatically before it expires.'
    : 'Not refreshed automatically. Log in here to stay logged in.'
  byId('claims').replaceChildren(
    jsonView(held.claims, 'Access token claims'),
    dateTimesOf(held.claims),
  )
}

/** The token knows a number only; the address is asked for once for each user. */
async function showWho({ token, claims }: Held): Promise<void> {
  const who = byId('who')
  const user = String(claims['user_id'] ?? claims['sub'])
  if (who.dataset['user'] === user) return
  who.dataset['user'] = user
  who.textContent = `User ${user}`

  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(`${base}/api/me/`, { headers }).catch(() => undefined)
  if (!answer?.ok || who.dataset['user'] !== user) return
  const { email }: { email: string } = await answer.json()
  who.textContent = email
}

function dateTimesOf(claims: Readonly<Record<string, unknown>>): HTMLElement {
  const timestamp = (name: string, label: string) => {
    const date = new Date(Number(claims[name]) * 1_000)
    const time = element('time', { datetime: date.toISOString() }, date.toLocaleTimeString())
    return element('div', {}, element('dt', {}, label), element('dd', {}, time))
  }
  return element(
    'dl',
    { class: 'headers' },
    timestamp('iat', 'issued'),
    timestamp('exp', 'expires'),
  )
}

function showTimeLeft(held: Held | undefined): void {
  const seconds = held ? Math.max(0, Math.round((held.expiresAt - Date.now()) / 1_000)) : 0
  byId('time-left').textContent = seconds > 0 ? `${spelled(seconds)} left` : 'expired'
  const meter = byId<HTMLMeterElement>('time-left-meter')
  meter.value = held ? Math.min(1, (seconds * 1_000) / held.lifetime) : 0
}

function spelled(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
