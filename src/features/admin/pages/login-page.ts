import type { ApiError } from '../../../errors.ts'
import { errorSummary, formField, formPage, type PageBrand } from '../../../http/forms/form-page.ts'
import { credentialFields, loginMessage } from '../../../http/forms/login-form.ts'
import { type Html, html } from '../../../text/html.ts'

export interface LoginPage {
  readonly next: string
  readonly email?: string
  readonly error?: ApiError
  readonly hasSuperuser: boolean
  /** Whether a forgotten password can be reset by email. */
  readonly canReset: boolean
  readonly brand: PageBrand
}

const errorMessage = 'Email or password is wrong, or this account cannot use the console.'

/** The login page of the console. */
export function loginPage({ next, email, error, hasSuperuser, canReset, brand }: LoginPage) {
  const fields = credentialFields(email)
  const content = html`<form method="post" action="/admin/login/" novalidate>
<h1>Log in to the console</h1>
${errorSummary(error && loginMessage(error, errorMessage), fields)}
<input type="hidden" name="next" value="${next}">
${fields.map(formField)}
<button type="submit">Log in</button>
${canReset && html`<p class="aside"><a href="/account/forgot/">Forgot your password?</a></p>`}
</form>`
  return formPage({
    title: 'Log in',
    brand,
    content: hasSuperuser ? content : setupExplanation(),
  })
}

/** Instead of a form that nobody could fill in. */
function setupExplanation(): Html {
  return html`<div class="card">
<h1>No administrator yet</h1>
<p>Open the setup link that the server printed when it started. It works once, for 30 minutes.</p>
<p>Or run one of these commands on the server:</p>
<p><code>latchkey setup-link</code> prints a new link,<br>
<code>latchkey createsuperuser</code> creates the administrator.</p>
</div>`
}
