import type { ApiError } from '../../../errors.ts'
import {
  errorSummary,
  type FormField,
  formField,
  formPage,
  linkAddress,
  type PageBrand,
} from '../../../http/forms/form-page.ts'
import { type Html, html } from '../../../text/html.ts'

export interface ResetPage {
  readonly formToken: Html
  /** The secret of the link, once it was sent with the form. */
  readonly token?: string
  readonly code?: string
  /** Whether the code was requested in this browser, which is where it can be typed. */
  readonly hasTicket: boolean
  readonly error?: ApiError
  readonly brand: PageBrand
}

/** Where a person chooses the new password: with the code, or with the link, which scripts read from the fragment. */
export function resetPage({ formToken, token, code, hasTicket, error, brand }: ResetPage): string {
  const codeField: FormField = {
    name: 'code',
    label: 'Code',
    type: 'text',
    autocomplete: 'one-time-code',
    value: code ?? '',
    hint: 'The eight digits in the message. They work for 10 minutes.',
  }
  const passwordField: FormField = {
    name: 'password',
    label: 'New password',
    type: 'password',
    autocomplete: 'new-password',
    issues: error?.fields?.['password'] ?? [],
  }
  const message = error && !error.fields ? error.message : undefined
  const content = html`<form method="post" action="/account/reset/" novalidate>${formToken}
<h1>Choose a new password</h1>
${errorSummary(message, [passwordField])}
<div data-token><input type="hidden" name="token" value="${token ?? ''}"></div>
<div data-without-link>${hasTicket ? html`${sentNotice}${formField(codeField)}` : startNotice}</div>
${linkAddress}${formField(passwordField)}
<button type="submit">Change password</button>
<p class="aside"><a href="/account/forgot/">Ask for a new message</a></p>
</form>`
  return formPage({ title: 'Choose a new password', brand, content })
}

// The same whether or not there is an account.
const sentNotice = html`<p>If there is an account with this address, we have sent a message to it.</p>`

const startNotice = html`<p>Open the link in the message with JavaScript enabled, or type the code in the browser in which
you asked for it.</p>`
