import { type Html, html } from '../text/html.ts'
import { pageFiles } from './page-files.ts'

export interface PageHead {
  readonly title: string
  readonly styles: readonly string[]
  readonly scripts: readonly string[]
}

/** How the pages of the API, the manual and the viewers begin. */
export function pageHead({ title, styles, scripts }: PageHead): Html {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${pageFiles.icon}" type="image/svg+xml">
${styles.map((style) => html`<link rel="stylesheet" href="${style}">\n`)}${scripts.map((script) => html`<script src="${script}"></script>\n`)}</head>
`
}

export const themeChoice = html`<label class="theme needs-script">Theme
<select id="theme"><option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option></select>
</label>`
