import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

export interface ClientError extends Error {
  readonly code?: string | undefined
  /** A buffer, though Fastify's types say otherwise. */
  readonly rawPacket?: unknown
  /** How far into the packet the parser came. */
  readonly bytesParsed?: number
}

/** Responds to a request that Node's parser refused; false where it is for the general response. */
export type RecoverRequest = (error: ClientError, socket: Socket) => boolean

const responsesByCode: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request header fields too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request timeout.'],
}

/** Responds to what Node's parser refuses, and closes the connection. */
export function clientErrorHandler(
  headers: Readonly<Record<string, string>>,
  recover: RecoverRequest,
) {
  return (error: ClientError, socket: Socket): void => {
    afterResponses(socket, () => {
      if (!socket.writable || error.code === 'ECONNRESET') socket.destroy()
      else if (!recover(error, socket)) refuse(socket, headers, error.code)
    })
  }
}

/**
 * The last responses of each connection, the newest first: they are sent in the order of their requests. No entry comes and
 * goes with a request: what a map has dropped can keep what it holds now from being collected.
 */
const lastResponses = new WeakMap<Socket, readonly [ServerResponse, ServerResponse | undefined]>()

/** Lets what is wrong with a request wait until those before it on the connection have their responses. */
export function keepResponseOrder(server: Server, headers: Readonly<Record<string, string>>): void {
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const before = lastResponseOf(socket)
    lastResponses.set(socket, [response, before?.writableFinished ? undefined : before])
  })
  // Node closes the connection without a word.
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    afterResponses(socket, () => refuse(socket, headers))
  })
}

/** The newest response of a connection, sent or not. As they are sent in order, it tells whether any is under way. */
export function lastResponseOf(socket: Socket): ServerResponse | undefined {
  return lastResponses.get(socket)?.[0]
}

function afterResponses(socket: Socket, respond: () => void): void {
  const [last, before] = lastResponses.get(socket) ?? []
  // What is wrong with a request that is still being read is the end of that one.
  const waitsFor = last?.req.complete === false ? before : last
  if (!waitsFor || waitsFor.writableFinished || waitsFor.destroyed) respond()
  else waitsFor.once('close', respond)
}

export function refuse(socket: Socket, headers: Readonly<Record<string, string>>, code = ''): void {
  const [status, detail] = responsesByCode[code] ?? ['400 Bad Request', 'Bad request.']
  const body = JSON.stringify({ detail })
  writeResponse(socket, status, { ...headers, 'content-type': 'application/json' }, body)
}

/** Writes a whole response without Node's help, as the last one of its connection. */
export function writeResponse(socket: Socket, status: string, headers: object, body: string): void {
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n\r\n${body}`)
}
