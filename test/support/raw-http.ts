import { connect, type Socket } from 'node:net'

export type RawRequest = {
  method: string
  path: string
  /** Sent in this order and spelling; names that differ only in case are separate header lines. */
  headers: Readonly<Record<string, string>>
  /** Sent as it is: with `Transfer-Encoding: chunked` it must be encoded already. */
  body?: Uint8Array
}

export type RawAnswer = {
  status: number
  /** By lower-case name, every line of that name in order. */
  headers: ReadonlyMap<string, readonly string[]>
  body: Buffer
}

const timeLimitMilliseconds = 10_000

/** Sends one request over a socket of its own, byte for byte, which no ordinary client would do. */
export function sendRaw(origin: string, request: RawRequest): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port) })
  const answer = readAnswer(socket, request)

  socket.write(headOf(request, host), 'latin1')
  if (request.body !== undefined) {
    socket.write(request.body)
  }

  return answer.finally(() => socket.destroy())
}

function headOf({ method, path, headers, body }: RawRequest, host: string): string {
  const isChunked = Object.keys(headers).some((name) => name.toLowerCase() === 'transfer-encoding')
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined || isChunked ? [] : [`Content-Length: ${body.length}`]),
    'Connection: close',
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

function readAnswer(socket: Socket, { method, path }: RawRequest): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  let received = Buffer.alloc(0)
  let failure: Error | undefined

  const timer = setTimeout(() => {
    const seen = received.toString('latin1')
    socket.destroy(new Error(`${method} ${path}: no complete answer in time, but: ${seen}`))
  }, timeLimitMilliseconds)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    const answer = parseAnswer(received, method, false)
    if (answer !== undefined) {
      resolve(answer)
    }
  })
  // A server that refuses a large body answers and hangs up while it is still being written:
  // only the close decides whether the answer came through.
  socket.on('error', (error) => {
    failure = error
  })
  socket.on('close', () => {
    clearTimeout(timer)
    const answer = parseAnswer(received, method, true)
    if (answer === undefined) {
      reject(failure ?? new Error(`${method} ${path}: the connection was closed without an answer`))
    } else {
      resolve(answer)
    }
  })

  return promise
}

function parseAnswer(bytes: Buffer, method: string, isClosed: boolean): RawAnswer | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) {
    return undefined
  }

  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n')
  const headers = parseHeaders(lines)
  const body = readBody(bytes.subarray(headEnd + 4), headers, method, isClosed)
  return body && { status: Number(statusLine.split(' ')[1]), headers, body }
}

function parseHeaders(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()])
  }
  return headers
}

function readBody(
  rest: Buffer,
  headers: ReadonlyMap<string, readonly string[]>,
  method: string,
  isClosed: boolean,
): Buffer | undefined {
  const length = headers.get('content-length')?.[0]

  // Until the close, so that a body which HEAD must not have is seen.
  if (method === 'HEAD') {
    return isClosed ? rest : undefined
  }
  if (headers.get('transfer-encoding')?.[0]?.toLowerCase() === 'chunked') {
    return decodeChunks(rest)
  }
  if (length !== undefined) {
    return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined
  }
  return isClosed ? rest : undefined
}

/** The body without its chunk heads, or undefined while the last chunk is missing. */
function decodeChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  let position = 0

  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', position)
    const size = Number.parseInt(bytes.toString('latin1', position, lineEnd), 16)
    if (lineEnd === -1 || bytes.length < lineEnd + 2 + size + 2) {
      return undefined
    }
    if (size === 0) {
      return Buffer.concat(chunks)
    }
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    position = lineEnd + 2 + size + 2
  }
}
