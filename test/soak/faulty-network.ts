import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { RefreshJournal } from './refresh-journal.ts'

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
 * with tokens of 2 s that is 4.6 s after it was sent, since the others leave it alone for 3 s; with those of 30 s it is
 * longer than the client waits.
 */
const maxSendMilliseconds = 2_000
const maxReceiveMilliseconds = 9_000

export interface FaultyNetwork {
  readonly origin: string
  readonly refreshes: RefreshJournal
  /** Requests that led to a profile: what the access tokens were good for. */
  readonly profiles: () => number
  readonly counts: Readonly<Partial<Record<Fault, number>>>
  isFaulty: boolean
  close(): void
}

/** Serves a page, and leads everything else to the server: late, twice, or not at all. */
export async function faultyNetwork(target: string, page: string): Promise<FaultyNetwork> {
  const counts: Partial<Record<Fault, number>> = {}
  const refreshes = new RefreshJournal()
  let profiles = 0
  const network = { isFaulty: false }

  function throwDice(): Fault | undefined {
    const fault = network.isFaulty ? faults[Math.floor(Math.random() / share)] : undefined
    if (fault) counts[fault] = (counts[fault] ?? 0) + 1
    return fault
  }

  function note({ url, headers }: IncomingMessage, body: string, answer: Answer): void {
    if (url === '/api/me/' && answer.status === 200) profiles += 1
    if (url !== '/api/refresh/') return
    refreshes.add(JSON.parse(body).refresh_token, Number(headers['x-sent-at']), answer)
  }

  /** Lost here, or because the device went offline, the tab was closed or had waited for too long. */
  function noteLost({ url, socket }: IncomingMessage): void {
    if (socket.destroyed && url === '/api/refresh/') refreshes.lost += 1
  }

  async function lead(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const send = await sendable(request, target)
    const fault = throwDice()
    if (fault === 'failed with 503') return response.writeHead(503).end()
    if (fault === 'sent late') await wait(Math.random() * maxSendMilliseconds)
    const [answer] = await Promise.all([send(), fault === 'sent twice' ? send() : undefined])
    note(request, send.body, answer)
    if (fault === 'received late') await wait(Math.random() * maxReceiveMilliseconds)
    if (fault === 'response lost') request.socket.destroy()
    noteLost(request)
    return response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.text)
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
    profiles: () => profiles,
    counts,
    close() {
      proxy.closeAllConnections()
      proxy.close()
    },
  })
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** What sends the request on, once or more often. */
async function sendable(request: IncomingMessage, target: string) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  const { method = 'GET', url = '/', headers } = request
  const { authorization, 'content-type': type = 'application/json', accept = '' } = headers

  const send = async (): Promise<Answer> => {
    const answer = await fetch(target + url, {
      method,
      headers: { accept, 'content-type': type, ...(authorization ? { authorization } : {}) },
      ...(body ? { body } : {}),
    })
    const text = await answer.text()
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text }
  }
  return Object.assign(send, { body })
}
