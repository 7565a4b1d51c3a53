import type { FastifyRequest } from 'fastify'
import { html } from './html.ts'

// A page can be saved, printed and read over a shoulder; the tokens are there for programs.
const hiddenMembers = new Set(['access_token', 'refresh_token'])

/** One answer of the API as a page for people. */
export function renderAnswerPage(request: FastifyRequest, status: number, body: unknown): string {
  const { method } = request
  const path = request.url.split('?')[0]
  const text = JSON.stringify(body, (key, value) => (hiddenMembers.has(key) ? '•••' : value), 2)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${method} ${path} · Latchkey</title>
</head>
<body>
<main>
<h1>${method} ${path}</h1>
<p>Status ${status}</p>
<pre>${text}</pre>
</main>
</body>
</html>
`
  return page.markup
}
