import { base } from './base.ts'
import type { Sendable } from './sendable.ts'
import type { PageSession } from './session.ts'

export interface Received {
  readonly request: Sendable
  readonly status: number
  readonly statusText: string
  readonly headers: ReadonlyArray<readonly [string, string]>
  readonly text: string
  readonly milliseconds: number
  readonly bytes: number
}

/** Sends a request and measures it. A token that expired in the meantime is renewed and the request repeated. */
export async function send(session: PageSession, request: Sendable): Promise<Received> {
  const token = request.isSecured ? await session.freshToken() : undefined
  const received = await sendOnce(request, token)
  const canRenew = received.status === 401 && token !== undefined && session.held?.isRenewed
  if (!canRenew || !received.text.includes('expired')) return received

  const renewed = await session.renew()
  return renewed ? sendOnce(request, renewed.token) : received
}

async function sendOnce(request: Sendable, token: string | undefined): Promise<Received> {
  const { method, url, body } = request
  const startedAt = performance.now()
  const answer = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(await csrfHeader(request, token)),
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return {
    request,
    status: answer.status,
    statusText: answer.statusText,
    headers: [...answer.headers],
    text,
    milliseconds: Math.round(performance.now() - startedAt),
    bytes: new TextEncoder().encode(text).length,
  }
}

/** Staff who are logged in to the console may use the management API by its cookie, with a proof. */
async function csrfHeader(
  { method, url }: Sendable,
  token: string | undefined,
): Promise<Record<string, string>> {
  if (token !== undefined || method === 'GET' || !url.startsWith(`${base}/api/admin/`)) return {}
  const answer = await fetch(`${base}/api/admin/me/`, { headers: { accept: 'application/json' } })
  if (!answer.ok) return {}
  const me: { csrf_token?: string | null } = await answer.json()
  return me.csrf_token ? { 'x-csrf-token': me.csrf_token } : {}
}
