import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/**
 * One keep-alive connection that sends one request at a time. As little as possible between us and the socket:
 * on two cores a comfortable client would take the processor from the server that is measured.
 */
export class KeepAliveClient {
  readonly #socket: Socket
  readonly #host: string
  #received = ''
  #resolve: ((answer: HttpAnswer) => void) | undefined
  #reject: ((error: Error) => void) | undefined

  constructor(origin: string) {
    const { hostname, port, host } = new URL(origin)
    this.#host = host
    this.#socket = connect(Number(port), hostname)
    this.#socket.setNoDelay(true)
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (data: string) => this.#receive(data))
    this.#socket.on('error', (error) => this.#reject?.(error))
  }

  get(path: string, authorization: string): Promise<HttpAnswer> {
    return this.#send(
      `GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAuthorization: ${authorization}\r\n\r\n`,
    )
  }

  post(path: string, body: string): Promise<HttpAnswer> {
    return this.#send(
      `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  }

  close(): void {
    this.#socket.destroy()
  }

  #send(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#socket.write(request)
    })
  }

  #receive(data: string): void {
    this.#received += data
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return

    const length = Number(/content-length: (\d+)/i.exec(this.#received)?.[1] ?? 0)
    const end = headEnd + 4 + length
    if (this.#received.length < end) return
    const answer = {
      status: Number(this.#received.slice(9, 12)),
      body: this.#received.slice(headEnd + 4, end),
    }
    this.#received = this.#received.slice(end)
    this.#resolve?.(answer)
  }
}
