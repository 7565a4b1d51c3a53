import type { Logger } from 'pino'
import { version } from '../version.ts'
import { attributesOf, type Span } from './span.ts'

export interface Destination {
  /** Of a collector, for OTLP over HTTP as JSON. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
}

const intervalMilliseconds = 5_000
const batchSize = 512
/** What waits for a collector that does not respond; more is dropped and counted. */
const maxWaiting = 4_096
const timeoutMilliseconds = 10_000

/** Sends spans in batches. A collector that is slow, broken or away costs spans, and nothing else. */
export class SpanExporter {
  readonly #destination: Destination
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #waiting: Span[] = []
  #dropped = 0
  #sending: Promise<void> | undefined

  constructor(destination: Destination, log: Logger) {
    this.#destination = destination
    this.#log = log
    this.#timer = setInterval(() => void this.#send(), intervalMilliseconds).unref()
  }

  add(span: Span): void {
    if (this.#waiting.length >= maxWaiting) this.#dropped += 1
    else this.#waiting.push(span)
    if (this.#waiting.length >= batchSize) void this.#send()
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#sending
    await this.#send()
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendWaiting().finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async #sendWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const spans = this.#waiting.splice(0, batchSize)
      try {
        await post(this.#destination, spans)
      } catch (error) {
        this.#dropped += spans.length
        const reason = error instanceof Error ? error.message : String(error)
        this.#log.warn({ event: 'traces.dropped', count: this.#dropped, reason }, 'traces dropped')
        this.#dropped = 0
        return
      }
    }
  }
}

async function post({ url, headers, serviceName }: Destination, spans: readonly Span[]) {
  const attributes = attributesOf({ 'service.name': serviceName, 'service.version': version })
  const scope = { name: 'latchkey', version }
  const document = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope, spans }] }] }
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(document),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`the collector responded with ${response.status}`)
}
