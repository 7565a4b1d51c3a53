import { type AuthOptions, headerOf } from './auth-options.ts'
import { type Auth, rejectionOf, TokenError, type Verifier } from './create-verifier.ts'

interface FastifyRequestLike {
  readonly headers: { readonly authorization?: string | undefined }
}

interface FastifyReplyLike {
  code(status: number): FastifyReplyLike
  headers(values: Record<string, string>): FastifyReplyLike
  send(body: unknown): unknown
}

type Handler = [request: FastifyRequestLike, reply: FastifyReplyLike]
type Hook = (...handler: Handler) => Promise<unknown>
type Options = AuthOptions<Handler>

const auths = new WeakMap<FastifyRequestLike, Auth>()

/** A hook (`onRequest`) that lets requests with a valid token in; `authOf` says whose it is. */
export function auth(verifier: Verifier, options: Options = {}): Hook {
  return async (request, reply) => {
    try {
      const header = headerOf(options, request, request.headers.authorization)
      auths.set(request, await verifier.verifyHeader(header, options))
      return undefined
    } catch (error) {
      if (options.onError && error instanceof TokenError)
        return options.onError(error, request, reply)
      const { status, headers, body } = rejectionOf(error)
      return reply
        .code(status)
        .headers({ ...headers })
        .send(JSON.stringify(body))
    }
  }
}

/** The same, and lets requests without a token in as well. A wrong token is rejected. */
export function authOptional(verifier: Verifier, options: Options = {}): Hook {
  const required = auth(verifier, options)
  return async (request, reply) =>
    headerOf(options, request, request.headers.authorization) ? required(request, reply) : undefined
}

/** For single routes: how the user must have logged in (RFC 9470). */
export function requireAcr(verifier: Verifier, acr: string, maxAge?: number): Hook {
  return auth(verifier, maxAge === undefined ? { acr } : { acr, maxAge })
}

/** Who sent this request. @throws {Error} where no hook of this module let it in. */
export function authOf(request: FastifyRequestLike): Auth {
  const known = auths.get(request)
  if (known) return known
  throw new Error('No token was verified for this request')
}

/** The same where a token is optional. */
export function optionalAuthOf(request: FastifyRequestLike): Auth | undefined {
  return auths.get(request)
}
