import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import type { App } from '../../http/types.ts'
import { version } from '../../version.ts'
import { checkReadiness } from './check-readiness.ts'

export interface ProbeState {
  /** True from the moment the server begins to stop. */
  readonly isStopping: () => boolean
}

/**
 * For load balancers and orchestrators. They say nothing about the machine, are served for any Host, and leave
 * no line in the log.
 */
export function probeRoutes(
  app: App,
  context: Context,
  { connection, isStopping }: ProbeState & { readonly connection: Connection },
): void {
  const ready = async (request: FastifyRequest, reply: FastifyReply) => {
    const readiness = await checkReadiness(context, connection)
    const isReady = readiness.status === 'ok' && !isStopping()
    reply.code(isReady ? 200 : 503)

    const wantsDetail = /[?&]verbose\b/.test(request.url) || acceptsJson(request)
    if (wantsDetail) return { ...readiness, status: isReady ? 'ok' : 'fail', version }
    reply.type('text/plain')
    return isReady ? 'ok' : 'fail'
  }

  const config = { isProbe: true }
  const hidden = (operationId: string, summary: string) => ({
    operationId,
    summary,
    description: 'Plain text; JSON with `Accept: application/json` or `?verbose`.',
    tags: ['Operation'],
    response: probeResponses,
  })
  app.get(
    '/livez',
    { config, schema: hidden('livez', 'Is the process alive?') },
    async (_, reply) => reply.type('text/plain').send('ok'),
  )
  app.get('/readyz', { config, schema: hidden('readyz', 'Can this node serve?') }, ready)
  app.get('/healthz', { config, schema: hidden('healthz', 'The same as /readyz') }, ready)
}

const plainText = (example: string) => ({
  'text/plain': { schema: { type: 'string' }, examples: { [example]: { value: example } } },
})

const probeResponses = {
  200: { description: 'Yes.', content: plainText('ok') },
  503: { description: 'No, or not any more.', content: plainText('fail') },
}

function acceptsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') ?? false
}
