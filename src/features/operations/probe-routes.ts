import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context.ts'
import type { Connection } from '../../database/connect.ts'
import type { App } from '../../http/types.ts'
import { version } from '../../version.ts'
import { checkReadiness } from './check-readiness.ts'

export interface ProbeState {
  /** True once the server has begun to stop. */
  readonly isStopping: () => boolean
}

/** Probes for load balancers and orchestrators: they accept any Host header and are not logged. */
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
    description: 'Returns plain text, or JSON with `Accept: application/json` or `?verbose`.',
    tags: ['Operation'],
    response: probeResponses,
  })
  app.get(
    '/livez',
    { config, schema: hidden('livez', 'Check that the process is alive') },
    async (_, reply) => reply.type('text/plain').send('ok'),
  )
  app.get(
    '/readyz',
    { config, schema: hidden('readyz', 'Check that this node can serve requests') },
    ready,
  )
  app.get('/healthz', { config, schema: hidden('healthz', 'Alias of /readyz') }, ready)
}

const plainText = (example: string) => ({
  'text/plain': { schema: { type: 'string' }, examples: { [example]: { value: example } } },
})

const probeResponses = {
  200: { description: 'Healthy.', content: plainText('ok') },
  503: { description: 'Unhealthy or shutting down.', content: plainText('fail') },
}

function acceptsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') ?? false
}
