import { onDark } from '../../text/color.ts'
import { Html, html } from '../../text/html.ts'

export interface EmailContent {
  readonly locale: string
  /** Of links; empty: ours. */
  readonly color: string
  readonly title: string
  /** HTML of our own template. */
  readonly content: string
  readonly footer: EmailFooter
}

/** What is below every message; empty where it is not set. */
export interface EmailFooter {
  readonly product: string
  readonly supportAddress: string
  /** What the links are called, with their address. */
  readonly links: readonly (readonly [name: string, url: string])[]
}

/** The footer in plain text. */
export function footerText({ product, supportAddress, links }: EmailFooter): string {
  const lines = links.map(([name, url]) => `${name}: ${url}`)
  return [product, supportAddress, ...lines].filter(Boolean).join('\n')
}

function footerHtml({ product, supportAddress, links }: EmailFooter): Html {
  const support = html` · <a href="mailto:${supportAddress}">${supportAddress}</a>`
  const others = links.map(([name, url]) => html` · <a href="${url}">${name}</a>`)
  return html`${product}${supportAddress && support}${others}`
}

const styleWith = (link: string, linkOnDark: string) => `
:root { color-scheme: light dark; }
body { margin: 0; padding: 0; background: #f4f4f6; color: #1c1c22; }
td { font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
.card { max-width: 560px; background: #ffffff; padding: 32px 24px; overflow-wrap: anywhere; }
.footer { max-width: 560px; padding: 16px 24px; font-size: 14px; color: #55595f; overflow-wrap: anywhere; }
strong { font-size: 28px; letter-spacing: 0.1em; }
a { color: ${link}; }
@media (prefers-color-scheme: dark) {
  body { background: #17171b; color: #ececf1; }
  .card { background: #222228; }
  .footer { color: #a9afb8; }
  a { color: ${linkOnDark}; }
}`

/** The one frame of every message: no images, nothing that is loaded, readable where styles are dropped. */
export function emailLayout({ locale, color, title, content, footer }: EmailContent): string {
  const style = color === '' ? styleWith('#2f5fd0', '#9db8ff') : styleWith(color, onDark(color))
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0">
<tr><td align="center">
<table role="presentation" class="card" cellspacing="0" cellpadding="0" border="0">
<tr><td align="left">
${new Html(content)}
</td></tr>
</table>
<table role="presentation" cellspacing="0" cellpadding="0" border="0">
<tr><td class="footer" align="center">${footerHtml(footer)}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.markup
}
