import type { ApiError } from '../../../errors.ts'
import { errorSummary, formField, formPage, type PageBrand } from '../../../http/forms/form-page.ts'
import { credentialFields, loginMessage } from '../../../http/forms/login-form.ts'
import { type Html, html } from '../../../text/html.ts'

export interface AccountLoginPage {
  readonly formToken: Html
  readonly brand: PageBrand
  /** The page to open then. */
  readonly next: string
  readonly email?: string | undefined
  readonly error?: ApiError | undefined
  /** Whether a forgotten password can be reset by email. */
  readonly canReset: boolean
}

/** Where people log in to look after their account. */
export function accountLoginPage(page: AccountLoginPage): string {
  const { formToken, brand, next, email, error, canReset } = page
  const fields = credentialFields(email)
  const content = html`<form method="post" action="/account/login/" novalidate>${formToken}
<h1>Log in to your account</h1>
${errorSummary(error && loginMessage(error, 'Email or password is wrong.'), fields)}
<input type="hidden" name="next" value="${next}">
${fields.map(formField)}
<button type="submit">Log in</button>
${canReset && html`<p class="aside"><a href="/account/forgot/">Forgot your password?</a></p>`}
</form>`
  return formPage({ title: 'Log in', brand, content })
}
