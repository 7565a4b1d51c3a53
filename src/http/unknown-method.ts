import type { Socket } from 'node:net'
import type { FastifyInstance, InjectOptions } from 'fastify'

interface ClientError extends Error {
  readonly code?: string | undefined
  /** A buffer, though Fastify's types say otherwise. */
  readonly rawPacket?: unknown
}

const answersByCode: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'Request header fields too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'Request timeout.'],
}

/**
 * Answers what Node's HTTP parser refuses. A method the parser does not know is still a request about one of our
 * paths: its head is read here and sent through the application like any other, so that it gets the contract's
 * 405, 401 or 404. Everything else is malformed and closes the connection.
 */
export function clientErrorHandler(app: () => FastifyInstance) {
  return (error: ClientError, socket: Socket): void => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy()
      return
    }
    const head = error.code === 'HPE_INVALID_METHOD' ? readHead(error.rawPacket) : undefined
    if (head) {
      void answerThroughApp(app(), socket, head)
      return
    }
    const [status, detail] = answersByCode[error.code ?? ''] ?? ['400 Bad Request', 'Bad request.']
    write(socket, status, { 'content-type': 'application/json' }, JSON.stringify({ detail }))
  }
}

interface Head {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
}

function readHead(packet: unknown): Head | undefined {
  if (!Buffer.isBuffer(packet)) return undefined
  const [head = ''] = packet.toString('latin1').split('\r\n\r\n', 1)
  const [requestLine = '', ...lines] = head.split('\r\n')
  const [, method, url] = /^([A-Z]{1,20}) (\/[^\s]{0,2000}) HTTP\/1\.1$/.exec(requestLine) ?? []
  if (method === undefined || url === undefined) return undefined

  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  return { method, url, headers: Object.fromEntries(headers) }
}

async function answerThroughApp(app: FastifyInstance, socket: Socket, head: Head): Promise<void> {
  const { 'content-length': _length, ...headers } = head.headers
  const request = {
    method: head.method,
    url: head.url,
    headers,
    remoteAddress: socket.remoteAddress ?? '',
    // Or the injector would refuse the method too.
    validate: false,
  }
  const answer = await app.inject(request as InjectOptions)
  write(socket, `${answer.statusCode} ${answer.statusMessage}`, answer.headers, answer.body)
}

function write(socket: Socket, status: string, headers: object, body: string): void {
  const lines = Object.entries({
    ...headers,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join('\r\n')
  socket.end(`HTTP/1.1 ${status}\r\n${lines}\r\n\r\n${body}`)
}
