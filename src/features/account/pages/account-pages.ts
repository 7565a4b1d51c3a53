import { type FormField, formField } from '../../../http/forms/form-page.ts'
import { timeText, toIsoString } from '../../../text/date-time.ts'
import { type Html, html } from '../../../text/html.ts'
import type { Security } from '../read-security.ts'
import { type AccountView, accountFrame, passwordFields } from './account-frame.ts'

/** How the account is protected, and its password. */
export function securityPage(view: AccountView, security: Security): string {
  const { hasPassword, passwordChangedAt, sessions, isEmailVerified } = security
  const fields = newPasswordFields(view, hasPassword)
  return accountFrame(view, {
    name: 'security',
    title: 'Security',
    fields,
    content: html`<dl>
<dt>Email</dt><dd>${view.email} · ${isEmailVerified ? 'confirmed' : 'not confirmed'}</dd>
<dt>Password</dt><dd>${passwordState(hasPassword, passwordChangedAt)}</dd>
<dt>Sessions</dt><dd><a href="/account/sessions/">${sessions} active</a></dd>
</dl>
<form method="post" action="/account/security/" novalidate>${view.formToken}
<h2>${hasPassword ? 'Change your password' : 'Set a password'}</h2>
${fields.map(formField)}
<button type="submit">${hasPassword ? 'Change password' : 'Set password'}</button>
<p class="hint">This ends your other sessions.</p>
</form>`,
  })
}

function passwordState(hasPassword: boolean, changedAt: number | undefined): Html | string {
  if (!hasPassword) return 'None. You log in by email.'
  return changedAt === undefined ? 'Set' : html`Changed ${time(changedAt)}`
}

function newPasswordFields({ error }: AccountView, hasPassword: boolean): FormField[] {
  const issuesOf = (name: string) => error?.fields?.[name] ?? []
  const current: FormField = {
    name: 'current_password',
    label: 'Current password',
    type: 'password',
    autocomplete: 'current-password',
    issues: issuesOf('current_password'),
  }
  const next: FormField = {
    name: 'new_password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    issues: issuesOf('new_password'),
  }
  return hasPassword ? [current, next] : [next]
}

/** Where the account is logged in. */
export interface ShownSession {
  readonly key: string
  readonly isCurrent: boolean
  readonly client: string
  readonly address: string | null
  readonly lastUsedAt: number
}

export function sessionsPage(view: AccountView, sessions: readonly ShownSession[]): string {
  const fields = passwordFields(view)
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  const mayEnd = others.length > 0 && !view.needsPassword
  return accountFrame(view, {
    name: 'sessions',
    title: 'Sessions',
    fields,
    content: html`<p>These browsers and apps are logged in to your account.</p>
<form method="post" action="/account/sessions/">${view.formToken}
<ul class="rows">${sessions.map((session) => sessionRow(session, !view.needsPassword))}</ul>
${mayEnd && html`<button type="submit" name="end" value="others">End all other sessions</button>`}
</form>
${others.length > 0 && view.needsPassword && passwordForm(view, fields)}`,
  })
}

/** Before there is a button that ends anything: Enter in the field must not press one of those. */
function passwordForm({ formToken }: AccountView, fields: readonly FormField[]): Html {
  return html`<form method="post" action="/account/sessions/" novalidate>${formToken}
<h2>End sessions</h2>
${fields.map(formField)}
<button type="submit">Continue</button>
</form>`
}

function sessionRow(
  { key, isCurrent, client, address, lastUsedAt }: ShownSession,
  mayEnd: boolean,
): Html {
  const end = html`<button class="small" name="end" value="${key}" aria-label="End the session of ${client}">End</button>`
  return html`<li><div><strong>${client}</strong>${isCurrent && ' · this browser'}<br>
<span class="hint">${address ?? 'unknown address'} · last used ${time(lastUsedAt)}</span></div>${!isCurrent && mayEnd && end}</li>`
}

export function exportPage(view: AccountView): string {
  const fields = passwordFields(view)
  return accountFrame(view, {
    name: 'export',
    title: 'Export your data',
    fields,
    content: html`<form method="post" action="/account/export/" novalidate>${view.formToken}
<p>A JSON file with everything stored about you: profile, groups, sessions, emails and history. It contains no password.</p>
${fields.map(formField)}
<button type="submit">Download my data</button>
</form>`,
  })
}

export function deletePage(view: AccountView): string {
  const fields = passwordFields(view)
  return accountFrame(view, {
    name: 'delete',
    title: 'Delete your account',
    fields,
    content: html`<form method="post" action="/account/delete/" novalidate>${view.formToken}
<p>You are logged out everywhere at once, and <strong>${view.email}</strong> can no longer log in.</p>
<p>The account can be restored for 30 days. After that, it is permanently deleted.</p>
${fields.map(formField)}
<button type="submit" class="danger">Delete my account</button>
</form>`,
  })
}

function time(at: number): Html {
  return html`<time datetime="${toIsoString(at)}">${timeText(at)}</time>`
}
