import type { ApiError } from '../../../errors.ts'
import {
  errorSummary,
  type FormField,
  formField,
  formPage,
  type PageBrand,
} from '../../../http/forms/form-page.ts'
import { html } from '../../../text/html.ts'

export interface SetupPage {
  readonly token?: string
  readonly email?: string
  readonly error?: ApiError
  readonly brand: PageBrand
  /** What a password must be, said before it is typed. */
  readonly passwordHint: string
}

/** The page behind the setup link: makes the first administrator. */
export function setupPage({ token, email, error, brand, passwordHint }: SetupPage): string {
  const issues = error?.fields ?? {}
  const fields: FormField[] = [
    {
      name: 'token',
      label: 'Setup code',
      type: 'text',
      autocomplete: 'off',
      value: token ?? '',
      hint: 'The part of the setup link after the #.',
    },
    {
      name: 'email',
      label: 'Email',
      type: 'email',
      autocomplete: 'username',
      value: email ?? '',
      issues: issues['email'] ?? [],
    },
    {
      name: 'password',
      label: 'Password',
      type: 'password',
      autocomplete: 'new-password',
      hint: passwordHint,
      issues: issues['password'] ?? [],
    },
  ]
  const message = error && !error.fields ? error.message : undefined
  const content = html`<form method="post" action="/admin/setup/" novalidate>
<h1>Create the first administrator</h1>
${errorSummary(message, fields)}
${fields.map(formField)}
<button type="submit">Create and log in</button>
</form>`
  return formPage({ title: 'Set up', brand, content })
}

/** Instead of a form that would be refused in the end. */
export function deadSetupPage(brand: PageBrand, hasSuperuser: boolean): string {
  const content = html`<div class="card">
<h1>This setup link no longer works</h1>
${
  hasSuperuser
    ? html`<p>There is an administrator already.</p>
<p><a href="/admin/login/">Log in</a></p>`
    : html`<p>It was valid for 30 minutes. Run <code>latchkey setup-link</code> on the server to get a new one.</p>`
}
</div>`
  return formPage({ title: 'Set up', brand, content })
}
