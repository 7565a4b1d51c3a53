import type { FastifyReply, FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger, symbols } from 'pino'
import { parseTraceparent } from './trace-context.ts'

/**
 * Makes the writer of one line for every request, without query strings, headers and bodies. The line is put
 * together here: through the logger it costs 6 µs more, a fifth of a whole request.
 */
export function accessLog(log: Logger) {
  const { [symbols.streamSym]: destination } = log as unknown as Record<symbol, DestinationStream>
  const time = isoClock()

  return (request: FastifyRequest, reply: FastifyReply): void => {
    if (!log.isLevelEnabled('info')) return
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10
    destination?.write(
      `{"level":"info","time":"${time()}","method":"${request.method}",` +
        `"path":${JSON.stringify(pathOf(request.url))},"status":${reply.statusCode},` +
        `"ms":${milliseconds},"ip":"${request.clientAddress}","request_id":"${request.id}",` +
        traceIdOf(request) +
        `"msg":"request"}\n`,
    )
  }
}

/** Of a caller that takes part in a trace, so that the line is found from there. */
function traceIdOf({ headers }: FastifyRequest): string {
  const trace = headers['traceparent'] && parseTraceparent(headers['traceparent'])
  return trace ? `"trace_id":"${trace.traceId}",` : ''
}

const maxPathLength = 200
/** As long as a token is, and longer than any part of our own paths. */
const secretLike = /[^/]{32,}/g

/** Without the query, and without what may be a token that someone put into the path. */
function pathOf(url: string): string {
  const queryStart = url.indexOf('?')
  const path = queryStart < 0 ? url : url.slice(0, queryStart)
  return (path.length < 32 ? path : path.replace(secretLike, '[redacted]')).slice(0, maxPathLength)
}

/** The time of day as text, made anew at most once a millisecond. */
function isoClock(): () => string {
  let lastMilliseconds = 0
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== lastMilliseconds) {
      lastMilliseconds = now
      text = new Date(now).toISOString()
    }
    return text
  }
}
