import { createHash } from 'node:crypto'
import { type Html, html } from '../../text/html.ts'

export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: 'email' | 'password' | 'text'
  readonly autocomplete: string
  readonly value?: string
  readonly hint?: string
  readonly issues?: readonly string[]
}

/** Whose pages these are. */
export interface PageBrand {
  /** Empty: nothing but ours. */
  readonly productName: string
  /** Of links and buttons; empty: ours. */
  readonly color: string
  /** An SVG picture; empty: our key. */
  readonly logo: string
  /** Empty where it is not set, as are the following. */
  readonly supportAddress: string
  readonly termsUrl: string
  readonly privacyUrl: string
  readonly environmentLabel: string | undefined
  /** Whether browsers keep the cookies of these pages over TLS only. */
  readonly needsTls: boolean
  /** Whether there is none at the address of this server. */
  readonly lacksTls: boolean
}

export interface FormPage {
  readonly title: string
  readonly brand: PageBrand
  /** What is wrong with the form as a whole. */
  readonly message?: string | undefined
  readonly content: Html
}

/** Where the pages find their style and script. */
export const pageStylePath = '/admin/login/page.css'
export const pageScriptPath = '/admin/login/page.js'
export const pageLogoPath = '/admin/login/logo.svg'

/** The key of the console. */
const mark = html`<svg aria-hidden="true" width="28" height="28" viewBox="0 0 28 28" fill="none" stroke-width="2"
 stroke-linecap="round" stroke-linejoin="round"><rect width="28" height="28" rx="8"/><path
 d="M8 17a3 3 0 1 0 6 0 3 3 0 1 0-6 0M13.200 14.800L20 8M17.500 10.500l2 2"/></svg>`

/** A page for people that works without JavaScript. */
export function formPage({ title, brand, content }: FormPage): string {
  const { productName, color, environmentLabel, needsTls, lacksTls } = brand
  const name = productName || 'Latchkey'
  const label = environmentLabel ? ` · ${environmentLabel}` : ''
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${name}${label}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${pageStylePath}${color && `?color=${color.slice(1)}`}">
<script src="${pageScriptPath}"></script>
</head>
<body>
<main>
<p class="product">${brand.logo === '' ? mark : logoOf(brand.logo)} ${name}</p>
${needsTls && tlsNotice(lacksTls)}
${content}
<footer class="aside">${footerLinks(brand)}<button type="button" data-theme-switch hidden></button></footer>
</main>
</body>
</html>
`.markup
}

/** The script knows whether this browser drops the cookies; without it, the configuration says so. */
function tlsNotice(isShown: boolean): Html {
  return html`<p class="summary" data-needs-tls${isShown ? '' : ' hidden'}>This page was opened without TLS
 (http). Your browser will not keep a session, so you cannot log in. Open the page with https.</p>`
}

/** The name is beside it. The address changes with the picture, so that browsers may keep it. */
function logoOf(logo: string): Html {
  const version = createHash('sha256').update(logo).digest('hex').slice(0, 12)
  return html`<img class="logo" src="${pageLogoPath}?v=${version}" alt="">`
}

function footerLinks({ supportAddress, termsUrl, privacyUrl }: PageBrand): Html[] {
  const links = [
    ['Help', supportAddress && `mailto:${supportAddress}`],
    ['Terms of service', termsUrl],
    ['Privacy policy', privacyUrl],
  ] as const
  return links
    .filter(([, url]) => url !== '')
    .map(([name, url]) => html`<a href="${url}" rel="noreferrer">${name}</a> `)
}

/** Everything that is wrong, above the form, with links to the fields. */
export function errorSummary(message: string | undefined, fields: readonly FormField[]): Html {
  const bad = fields.filter((field) => field.issues?.length)
  if (message === undefined && bad.length === 0) return html``
  return html`<div class="summary" role="alert" tabindex="-1" id="errors">
${message ?? 'Please correct this:'}
${bad.length > 0 && html`<ul>${bad.map(summaryLine)}</ul>`}
</div>`
}

function summaryLine({ name, label, issues = [] }: FormField): Html {
  return html`<li><a href="#${name}">${label}: ${issues.join(' ')}</a></li>`
}

/** Where the address of a link appears once scripts asked for it; password managers keep the password with it. */
export const linkAddress = html`<div data-address hidden>
<label for="address">Email</label>
<input id="address" type="email" autocomplete="username" readonly>
</div>`

/** A field with its label, its hint, and what is wrong with it. */
export function formField({
  name,
  label,
  type,
  autocomplete,
  value,
  hint,
  issues,
}: FormField): Html {
  const isBad = Boolean(issues?.length)
  const described = [isBad && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return html`<div data-${name}>
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required
 value="${value ?? ''}" aria-invalid="${isBad ? 'true' : 'false'}" aria-describedby="${described}">
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${isBad && html`<p class="error" id="${name}-error">${issues?.join(' ')}</p>`}
</div>`
}
