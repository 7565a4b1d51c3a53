import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify, {
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  type RawServerDefault,
} from 'fastify'
import { blockListOf } from '../config/value-parsers.ts'
import type { Context } from '../context.ts'
import type { ApiError } from '../errors.ts'
import { accessLog } from './access-log.ts'
import { hostCheck } from './allowed-hosts.ts'
import { servePagesBelow, withoutBasePath } from './base-path.ts'
import { maxBodyBytes } from './body-reader.ts'
import { clientAddress } from './client-address.ts'
import { clientErrorHandler, keepResponseOrder, type RecoverRequest } from './client-errors.ts'
import { registerCors } from './cors.ts'
import { errorHandler, type RenderPage } from './error-handler.ts'
import { requestIdOf } from './request-id.ts'
import { securityHeaders } from './security-headers.ts'
import { serializerCompiler } from './serialize.ts'
import type { App } from './types.ts'
import type { WireFormat } from './wire-format.ts'

export interface ServerParts {
  readonly wire: WireFormat
  readonly renderPage: RenderPage
  /** Responds to requests that only Node's parser finds wrong. */
  readonly recoverRequest: (
    app: () => App,
    headers: Readonly<Record<string, string>>,
  ) => RecoverRequest
}

const headersTimeoutMilliseconds = 15_000
const requestTimeoutMilliseconds = 30_000
const keepAliveTimeoutMilliseconds = 65_000
/** How often Node looks for requests that take too long: they may take so much longer. */
const checkingIntervalMilliseconds = 5_000
/** Each takes memory even when it is idle; more are closed when they arrive. */
const maxConnections = 10_000
const maxUrlParameterLength = 200

/** An HTTP server with everything that holds for every route, and no route yet. */
export function createServer(
  context: Context,
  { wire, renderPage, recoverRequest }: ServerParts,
): App {
  const headers = securityHeaders(context.config.mode)
  const { basePath } = context.config
  const app: App = fastify<RawServerDefault>({
    logger: false,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMilliseconds,
    keepAliveTimeout: keepAliveTimeoutMilliseconds,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // A missing Host is refused by the host check, with the headers that Node's own refusal lacks.
    http: {
      headersTimeout: headersTimeoutMilliseconds,
      connectionsCheckingInterval: checkingIntervalMilliseconds,
      requireHostHeader: false,
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: maxUrlParameterLength },
    schemaController: { compilersFactory: compilers(wire) },
    ...(basePath === '' ? {} : { rewriteUrl: withoutBasePath(basePath) }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    clientErrorHandler: clientErrorHandler(
      headers,
      recoverRequest(() => app, headers),
    ),
    // Met before any hook.
    frameworkErrors: (error, request, reply) =>
      errorHandler(context, wire, renderPage)(error, request, reply.headers(headers)),
  }).withTypeProvider<TypeBoxTypeProvider>()

  const proxies = context.config.trustedProxies
  const trustedProxies = proxies.length > 0 ? blockListOf(proxies) : undefined
  app.decorateRequest('representation', 'json')
  app.decorateRequest('access', undefined)
  app.decorateRequest('clientAddress', {
    getter(this: FastifyRequest) {
      return clientAddress(this.raw, trustedProxies)
    },
  })

  app.server.maxConnections = maxConnections
  keepResponseOrder(app.server, headers)
  // An expectation other than 100-continue may be ignored (RFC 9110 §10.1.1); Node's 417 lacks our headers.
  app.server.on('checkExpectation', (request, response) =>
    app.server.emit('request', request, response),
  )
  app.setErrorHandler(errorHandler(context, wire, renderPage))
  const { observer } = context
  if (observer?.enter) {
    app.addHook('onRequest', (request, _reply, done) => observer.enter?.(request.raw, done))
  }
  app.addHook('onRequest', firstLook(context))
  servePagesBelow(app, basePath)
  wire.registerParsers(app)
  registerCors(app, context.config.corsAllowedOrigins)
  const writeLine = accessLog(context.log)
  app.addHook('onResponse', (request, reply, done) => {
    observer?.request({
      message: request.raw,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    })
    if (!request.routeOptions.config.isProbe) writeLine(request, reply)
    done()
  })
  return app
}

/** What every request meets first: fixed headers, the host check. */
function firstLook({ config }: Context) {
  const headers = securityHeaders(config.mode)
  const checkHost = hostCheck(config.allowedHosts)

  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    reply.headers(headers)
    reply.header('x-request-id', request.id)
    try {
      if (!request.routeOptions.config.isProbe) checkHost(request.raw)
    } catch (error) {
      done(error as ApiError)
      return
    }
    done()
  }
}

/** Ours alone, so that Fastify does not load its own; its types expect exactly those. */
function compilers({ compileValidator }: WireFormat) {
  const factories: unknown = {
    buildValidator: () => compileValidator,
    buildSerializer: () => serializerCompiler,
  }
  return factories as NonNullable<FastifyServerOptions['schemaController']>['compilersFactory'] & {}
}
