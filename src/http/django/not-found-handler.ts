import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Context } from '../../context.ts'
import { ApiError } from '../../errors.ts'
import type { RenderPage } from '../error-handler.ts'
import type { KnownPaths } from '../known-paths.ts'
import { chooseRepresentation, offerRepresentation } from '../serve-api.ts'
import { parsedMediaTypes } from './register-parsers.ts'
import { methodOf } from './unknown-method.ts'

/** The route of preflights, which every OPTIONS meets where origins are allowed. */
const anyPath = '*'

export interface UnknownPath {
  readonly context: Context
  readonly paths: KnownPaths
  readonly renderPage: RenderPage
}

/**
 * Responds to every request that met no route, in the contract's order: an unknown path 404, then 406, then who may
 * reach the path at all (401, 403), then OPTIONS, and for every other method 405. A hook and not the not-found
 * handler, because Fastify reads and parses the body before that one.
 */
export function notFoundHandler(parts: UnknownPath): onRequestHookHandler {
  return (request, reply, done) => {
    if (request.is404 || request.routeOptions.url === anyPath)
      findResponse(parts, request, reply).then((answer) => reply.send(answer), done)
    else done()
  }
}

async function findResponse(
  { context, paths, renderPage }: UnknownPath,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const path = paths.find(request.url)
  if (!path) {
    offerRepresentation(context, renderPage, request, reply)
    throw new ApiError('not_found')
  }

  reply.header('allow', path.allow)
  chooseRepresentation(context, renderPage, request, reply)
  await path.guard?.(request)
  if (request.method !== 'OPTIONS') {
    const message = `Method "${methodOf(request)}" not allowed.`
    throw new ApiError('method_not_allowed', { message })
  }

  const isHtmlServed = context.settings.values.BROWSABLE_API_ENABLED
  return {
    name: path.name,
    description: '',
    renders: ['application/json', ...(isHtmlServed ? ['text/html'] : [])],
    parses: parsedMediaTypes,
  }
}
