import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ClientError, type RecoverRequest, refuse, writeResponse } from '../client-errors.ts'

/**
 * A method the parser does not know is still a request about one of our paths: its head is read here and sent through
 * the application like any other, so that it gets the contract's 405, 401 or 404.
 */
export function respondToUnknownMethod(
  app: () => FastifyInstance,
  headers: Readonly<Record<string, string>>,
): RecoverRequest {
  return (error, socket) => {
    const head = error.code === 'HPE_INVALID_METHOD' ? readHead(error) : undefined
    if (!head) return false
    // Not every target that a request line can carry is one that the application can be asked for.
    respondThroughApp(app(), socket, head).catch(() => refuse(socket, headers))
    return true
  }
}

interface Head {
  readonly method: string
  readonly url: string
  readonly headers: Record<string, string>
}

const maxMethodLength = 20

function readHead({ rawPacket: packet, bytesParsed = 0 }: ClientError): Head | undefined {
  // Further in, the packet begins with another, pipelined request, which was handled already.
  if (!Buffer.isBuffer(packet) || bytesParsed > maxMethodLength) return undefined
  const [head = ''] = packet.toString('latin1').split('\r\n\r\n', 1)
  const [requestLine = '', ...lines] = head.split('\r\n')
  const [, method, url] = /^([A-Z]{1,20}) (\/[^\s]{0,2000}) HTTP\/1\.1$/.exec(requestLine) ?? []
  if (method === undefined || url === undefined) return undefined

  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const { 'content-length': _length, ...withoutLength } = Object.fromEntries(headers)
  return { method, url, headers: withoutLength }
}

// A method that Node knows and none of our routes has stands in for the one it does not know.
const standIn = 'PURGE'
const methodAsSent = new AsyncLocalStorage<string>()

/** The method of a request as the client wrote it. */
export function methodOf(request: FastifyRequest): string {
  return request.method === standIn ? (methodAsSent.getStore() ?? standIn) : request.method
}

async function respondThroughApp(app: FastifyInstance, socket: Socket, head: Head): Promise<void> {
  const { method, url, headers } = head
  const remoteAddress = socket.remoteAddress ?? ''
  const request = { method: standIn, url, headers, remoteAddress } as const
  const answer = await methodAsSent.run(method, () => app.inject(request as never))
  writeResponse(socket, `${answer.statusCode} ${answer.statusMessage}`, answer.headers, answer.body)
}
