import type { ApiError } from '../../../errors.ts'
import {
  errorSummary,
  type FormField,
  formField,
  formPage,
  type PageBrand,
} from '../../../http/forms/form-page.ts'
import { type Html, html } from '../../../text/html.ts'

export interface ForgotPage {
  readonly formToken: Html
  readonly email?: string
  readonly error?: ApiError
  readonly brand: PageBrand
}

/** Where a person who forgot the password begins. */
export function forgotPage({ formToken, email, error, brand }: ForgotPage): string {
  const fields: FormField[] = [
    {
      name: 'email',
      label: 'Email',
      type: 'email',
      autocomplete: 'username',
      value: email ?? '',
      issues: error?.fields?.['email'] ?? [],
    },
  ]
  const content = html`<form method="post" action="/account/forgot/" novalidate>${formToken}
<h1>Reset your password</h1>
${errorSummary(error && !error.fields ? error.message : undefined, fields)}
<p>Enter the email address of your account. We will send you a code.</p>
${fields.map(formField)}
<button type="submit">Send code</button>
</form>`
  return formPage({ title: 'Reset your password', brand, content })
}
