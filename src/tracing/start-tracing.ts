import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import type { Config } from '../config/read-config.ts'
import { parseTraceparent } from '../http/trace-context.ts'
import type { Observer } from '../observer.ts'
import { SpanExporter } from './export-spans.ts'
import { attributesOf, failed, type Span, spanKinds, timesOf } from './span.ts'

interface ActiveSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
}

/** Traces requests, with their statements and password hashes, and sends the spans to a collector. */
export function startTracing({ tracing, database }: Config, log: Logger) {
  if (!tracing) return undefined
  const { share, ...destination } = tracing
  const exporter = new SpanExporter(destination, log)
  const active = new AsyncLocalStorage<ActiveSpan>()
  const requests = new WeakMap<object, ActiveSpan>()
  const system = database.dialect === 'postgres' ? 'postgresql' : 'sqlite'

  const addChild = (seconds: number, child: Pick<Span, 'name' | 'kind' | 'attributes'>) => {
    const parent = active.getStore()
    if (!parent) return
    const { traceId, spanId: parentSpanId } = parent
    exporter.add({ traceId, spanId: newId(8), parentSpanId, ...timesOf(seconds), ...child })
  }
  const observer: Observer = {
    enter(message, next) {
      const caller = parseTraceparent(message.headers['traceparent'])
      // Whoever began the trace has decided whether it is kept.
      if (!(caller ? caller.isSampled : Math.random() < share)) return next()
      const span = {
        traceId: caller?.traceId ?? newId(16),
        spanId: newId(8),
        ...(caller ? { parentSpanId: caller.parentId } : {}),
      }
      requests.set(message, span)
      active.run(span, next)
    },
    request({ message, method, route, status, seconds }) {
      const span = requests.get(message)
      if (!span) return
      exporter.add({
        ...span,
        ...timesOf(seconds),
        name: route === undefined ? method : `${method} ${route}`,
        kind: spanKinds.server,
        attributes: attributesOf({
          'http.request.method': method,
          'http.route': route,
          'http.response.status_code': status,
        }),
        ...(status >= 500 ? { status: failed } : {}),
      })
    },
    query(operation, seconds) {
      const names = { 'db.system.name': system, 'db.operation.name': operation }
      const attributes = attributesOf(names)
      addChild(seconds, { name: operation, kind: spanKinds.client, attributes })
    },
    hash: (seconds) =>
      addChild(seconds, { name: 'hash password', kind: spanKinds.internal, attributes: [] }),
    activity() {},
    email() {},
  }
  return { observer, close: () => exporter.close() }
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
