import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

type Fault = 'failed with 503' | 'sent late' | 'received late' | 'response lost' | 'sent twice'

/** Of 100 requests eight suffer from each. */
const faults: readonly Fault[] = [
  'failed with 503',
  'sent late',
  'received late',
  'response lost',
  'sent twice',
]
const share = 0.08
/**
 * A refresh that arrives after the others have refreshed twice presents a token two steps behind, which no grace covers:
 * with tokens of 2 s that is after 2 s, with those of 30 s after 30 s, when the client has given up long ago.
 */
const maxSendMilliseconds = 1_000
const maxReceiveMilliseconds = 4_000

/** What was sent for a refresh, and what came back: refresh tokens and errors, and what the access tokens were good for. */
interface Refreshes {
  requests: number
  profiles: number
  readonly errors: string[]
  readonly successors: Set<string>
}

export interface FaultyNetwork {
  readonly origin: string
  readonly refreshes: Refreshes
  readonly counts: Readonly<Partial<Record<Fault, number>>>
  isFaulty: boolean
  close(): void
}

/** Serves a page, and leads everything else to the server: late, twice, or not at all. */
export async function faultyNetwork(target: string, page: string): Promise<FaultyNetwork> {
  const counts: Partial<Record<Fault, number>> = {}
  const refreshes: Refreshes = { requests: 0, profiles: 0, errors: [], successors: new Set() }
  const network = { isFaulty: false }

  function throwDice(): Fault | undefined {
    const fault = network.isFaulty ? faults[Math.floor(Math.random() / share)] : undefined
    if (fault) counts[fault] = (counts[fault] ?? 0) + 1
    return fault
  }

  async function lead(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const send = await sendable(request, target, refreshes)
    const fault = throwDice()
    if (fault === 'failed with 503') return response.writeHead(503).end()
    if (fault === 'sent late') await wait(Math.random() * maxSendMilliseconds)
    const [{ status, type, text }] = await Promise.all([
      send(),
      fault === 'sent twice' ? send() : undefined,
    ])
    if (fault === 'received late') await wait(Math.random() * maxReceiveMilliseconds)
    if (fault === 'response lost') return request.socket.destroy()
    return response.writeHead(status, { 'content-type': type }).end(text)
  }

  const proxy = createServer((request, response) => {
    if (request.url === '/application')
      response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    else lead(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return Object.assign(network, {
    origin: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    refreshes,
    counts,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  })
}

/** What sends the request on, once or more often. */
async function sendable(request: IncomingMessage, target: string, refreshes: Refreshes) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const { method = 'GET', url = '/', headers } = request
  const { authorization, 'content-type': type = 'application/json', accept = '' } = headers
  const isRefresh = url === '/api/refresh/'
  if (isRefresh) refreshes.requests += 1

  return async () => {
    const answer = await fetch(target + url, {
      method,
      headers: { accept, 'content-type': type, ...(authorization ? { authorization } : {}) },
      ...(body.length > 0 ? { body } : {}),
    })
    const text = await answer.text()
    note(refreshes, url, answer.ok, text)
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text }
  }
}

function note(refreshes: Refreshes, url: string, isOk: boolean, text: string): void {
  if (url === '/api/me/' && isOk) refreshes.profiles += 1
  if (url !== '/api/refresh/') return
  if (isOk) refreshes.successors.add(JSON.parse(text).refresh_token)
  else refreshes.errors.push(text)
}
