import { bump, byId } from './dom.ts'
import type { PageSession } from './session.ts'

/**
 * Asks the server for this page once more, with the token or without it, and shows what it made. The server
 * alone decides what a page says; the script adds nothing to it.
 */
export async function reloadContent(session: PageSession): Promise<void> {
  const token = await session.freshToken()
  // An endpoint that responds with a file has its page where it says what it can do.
  const page = (await fetchPage('GET', token)) ?? (await fetchPage('OPTIONS', token))
  const content = page?.getElementById('content')
  if (!content) return
  byId('content').replaceChildren(...content.childNodes)
  bump(token === undefined ? 'You are logged out' : 'You are logged in')
}

async function fetchPage(method: string, token: string | undefined): Promise<Document | undefined> {
  const answer = await fetch(location.pathname + location.search, {
    method,
    headers: {
      accept: 'text/html',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  })
  const isPage = answer.headers.get('content-type')?.startsWith('text/html')
  return isPage ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined
}
