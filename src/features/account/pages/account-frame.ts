import type { ApiError } from '../../../errors.ts'
import {
  errorSummary,
  type FormField,
  formPage,
  type PageBrand,
} from '../../../http/forms/form-page.ts'
import { type Html, html } from '../../../text/html.ts'

/** The pages of a logged-in user, in the order of the menu. */
export const accountPages = {
  security: 'Security',
  sessions: 'Sessions',
  email: 'Email',
  export: 'Export',
  delete: 'Delete',
} as const

export type AccountPageName = keyof typeof accountPages

/** What every page of a logged-in user gets. */
export interface AccountView {
  /** The hidden field that proves where a form comes from. */
  readonly formToken: Html
  readonly brand: PageBrand
  readonly email: string
  /** Whether sensitive actions ask for the password first. */
  readonly needsPassword: boolean
  readonly error?: ApiError | undefined
  /** What was just done. */
  readonly notice?: string | undefined
}

interface Framed {
  readonly name: AccountPageName
  readonly title: string
  readonly fields?: readonly FormField[]
  readonly content: Html
}

/** A page with the menu of the account, what went wrong and what was done. */
export function accountFrame(
  { formToken, brand, email, error, notice }: AccountView,
  { name, title, fields = [], content }: Framed,
): string {
  const message = error && !error.fields ? error.message : undefined
  const links = Object.entries(accountPages).map(
    ([each, label]) =>
      html`<a href="/account/${each}/"${each === name && html` aria-current="page"`}>${label}</a>`,
  )
  return formPage({
    title,
    brand,
    content: html`<nav aria-label="Your account">${links}</nav>
<div class="card">
<h1>${title}</h1>
${errorSummary(message, fields)}
${notice && html`<p class="notice" role="status">${notice}</p>`}
${content}
</div>
<form class="bare" method="post" action="/account/logout/">${formToken}
<p class="aside">Logged in as <strong>${email}</strong> <button class="link">Log out</button></p>
</form>`,
  })
}

/** The field that proves again who asks, where the last proof is older than ten minutes. */
export function passwordFields({ needsPassword, error }: AccountView): readonly FormField[] {
  if (!needsPassword) return []
  return [
    {
      name: 'password',
      label: 'Your password',
      type: 'password',
      autocomplete: 'current-password',
      hint: 'We ask again because you logged in more than 10 minutes ago.',
      issues: error?.fields?.['password'] ?? [],
    },
  ]
}
