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

export interface LinkForm {
  readonly path: string
  readonly title: string
  readonly explanation: string
  readonly passwordLabel: string
  readonly autocomplete: 'current-password' | 'new-password'
  readonly button: string
  /** Whether a forgotten password can be reset first. */
  readonly offersReset?: boolean
  /** Where another message can be asked for. */
  readonly again?: string
  /** What is said instead to a user who is logged in to the account and needs no password. */
  readonly inSession?: string
}

export interface LinkPage extends LinkForm {
  readonly formToken: Html
  /** The secret of the link, once it was sent with the form. */
  readonly token?: string
  readonly error?: ApiError
  readonly brand: PageBrand
  /** Whom this browser is logged in as, where that takes the place of the password. */
  readonly loggedInAs?: string | undefined
}

/** The page of a link that takes a password or a session besides, so that reading the mailbox is not enough. */
export function linkPage(page: LinkPage): string {
  const { title, error, brand, token, loggedInAs } = page
  const field: FormField = {
    name: 'password',
    label: page.passwordLabel,
    type: 'password',
    autocomplete: page.autocomplete,
    issues: error?.fields?.['password'] ?? [],
  }
  const content = html`<form method="post" action="${page.path}" novalidate>${page.formToken}
<h1>${title}</h1>
${errorSummary(messageOf(error), [field])}
<div data-token><input type="hidden" name="token" value="${token ?? ''}"></div>
<p>${loggedInAs === undefined ? page.explanation : html`${page.inSession} You are logged in as <strong>${loggedInAs}</strong>.`}</p>
<p data-without-link>Open the link of the message with JavaScript enabled, or type the code where you were asked for it.</p>
${linkAddress}${loggedInAs === undefined && formField(field)}
<button type="submit">${page.button}</button>
${page.offersReset && loggedInAs === undefined && html`<p class="aside"><a href="/account/forgot/">Forgot your password?</a></p>`}
${page.again !== undefined && html`<p class="aside"><a href="${page.again}">Ask for a new message</a></p>`}
</form>`
  return formPage({ title, brand, content })
}

/** What the field does not say: also about fields that this page has not, such as an address that was taken meanwhile. */
function messageOf(error: ApiError | undefined): string | undefined {
  if (!error || error.fields?.['password']) return undefined
  return Object.values(error.fields ?? {}).flat()[0] ?? error.message
}

/** After it worked. */
export function donePage(title: string, text: string, brand: PageBrand) {
  const content = html`<div class="card">
<h1>${title}</h1>
<p>${text}</p>
</div>`
  return formPage({ title, brand, content })
}
