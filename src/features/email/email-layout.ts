import { onDark } from '../../text/color.ts'
import { Html, html } from '../../text/html.ts'

export interface EmailContent {
  readonly locale: string
  /** Of links; empty: ours. */
  readonly color: string
  readonly title: string
  /** HTML of our own template. */
  readonly content: string
}

const styleWith = (link: string, linkOnDark: string) => `
:root { color-scheme: light dark; }
body { margin: 0; padding: 0; background: #f4f4f6; color: #1c1c22; }
td { font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
.card { max-width: 560px; background: #ffffff; padding: 32px 24px; overflow-wrap: anywhere; }
strong { font-size: 28px; letter-spacing: 0.1em; }
a { color: ${link}; }
@media (prefers-color-scheme: dark) {
  body { background: #17171b; color: #ececf1; }
  .card { background: #222228; }
  a { color: ${linkOnDark}; }
}`

/** The one frame of every message: no images, nothing that is loaded, readable where styles are dropped. */
export function emailLayout({ locale, color, title, content }: EmailContent): string {
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
</td></tr>
</table>
</body>
</html>
`.markup
}
