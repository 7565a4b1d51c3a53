import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { compressForStrangers } from './compress-page.ts'
import type { RenderPage } from './error-handler.ts'
import type { KnownPaths } from './known-paths.ts'
import { negotiate } from './negotiate.ts'
import { pagePolicy } from './security-headers.ts'
import type { App, Guard } from './types.ts'
import { addVary } from './vary.ts'

export type ApiRoutes = (app: App, context: Context) => void

export interface ApiScope {
  readonly context: Context
  readonly paths: KnownPaths
  /** Decides who may reach these routes; absent where anybody may. */
  readonly guard: Guard | undefined
  readonly renderPage: RenderPage
}

/** Registers routes of the API: negotiated first, then guarded, each response with its `Allow`. */
export async function serveApi(
  scope: App,
  modules: readonly ApiRoutes[],
  { context, paths, guard, renderPage }: ApiScope,
): Promise<void> {
  scope.addHook('onRoute', (route) => paths.add(route, guard))
  scope.addHook('onRequest', (request, reply, done) => {
    const path = paths.ofRoute(request.routeOptions.url ?? '')
    if (path) reply.header('allow', path.allow)
    chooseRepresentation(context, renderPage, request, reply)
    done()
  })
  if (guard) scope.addHook('onRequest', guardHook(guard))
  for (const routes of modules) routes(scope, context)
}

/** A guard that decides at once costs no promise. */
function guardHook(guard: Guard): onRequestHookHandler {
  return (request, _reply, done) => {
    const decision = guard(request)
    if (decision) decision.then(() => done(), done)
    else done()
  }
}

/** Settles how the request is handled, before anything else about it. @throws {ApiError} `not_acceptable` */
export function chooseRepresentation(
  context: Context,
  renderPage: RenderPage,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  addVary(reply, 'Accept')
  const { accept } = request.headers
  const isHtmlServed = context.settings.values.BROWSABLE_API_ENABLED
  if (request.routeOptions.config?.isFile) {
    request.representation = representationOfErrors(accept, isHtmlServed)
    return
  }
  const format = request.url.includes('format=') ? formatOf(request) : undefined
  request.representation = negotiate({ accept, format, isHtmlServed })
  if (request.representation !== 'html') return

  reply.type('text/html; charset=utf-8')
  reply.header('content-security-policy', pagePolicy)
  reply.serializer((body: unknown) => {
    const page = renderPage(request, reply, asJson(reply, body))
    // Fastify sends buffers too; only its type of a serializer does not say so.
    return compressForStrangers(request, reply, page) as string
  })
}

/** A file is what it is, whatever the client accepts; its errors are written like all others. */
function representationOfErrors(accept: string | undefined, isHtmlServed: boolean) {
  try {
    return negotiate({ accept, format: undefined, isHtmlServed })
  } catch {
    return 'json'
  }
}

/** The same where no representation is a reason to refuse: what is not there is not there for anybody. */
export function offerRepresentation(...parameters: Parameters<typeof chooseRepresentation>): void {
  try {
    chooseRepresentation(...parameters)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}

/** The body as a caller that asked for JSON sees it: only what the route's schema declares. */
function asJson(reply: FastifyReply, body: unknown): unknown {
  const serialize = reply.getSerializationFunction(String(reply.statusCode))
  return serialize ? JSON.parse(serialize(body as { [key: string]: unknown })) : body
}

function formatOf(request: FastifyRequest): string | undefined {
  return new URLSearchParams(request.url.split('?')[1]).get('format') ?? undefined
}
