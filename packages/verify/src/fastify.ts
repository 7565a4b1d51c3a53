import { type Auth, type Requirement, rejectionOf, type Verifier } from './create-verifier.ts'

interface FastifyRequestLike {
  readonly headers: { readonly authorization?: string | undefined }
}

interface FastifyReplyLike {
  code(status: number): FastifyReplyLike
  headers(values: Record<string, string>): FastifyReplyLike
  send(body: unknown): unknown
}

type Hook = (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>

const auths = new WeakMap<FastifyRequestLike, Auth>()

/** A hook (`onRequest`) that lets requests with a valid token in; `authOf` says whose it is. */
export function auth(verifier: Verifier, requirement?: Requirement): Hook {
  return async (request, reply) => {
    try {
      auths.set(request, await verifier.verifyHeader(request.headers.authorization, requirement))
      return undefined
    } catch (error) {
      const { status, headers, body } = rejectionOf(error)
      return reply
        .code(status)
        .headers({ ...headers })
        .send(JSON.stringify(body))
    }
  }
}

/** The same, and lets requests without a token in as well. A wrong token is rejected. */
export function authOptional(verifier: Verifier): Hook {
  const required = auth(verifier)
  return async (request, reply) =>
    request.headers.authorization ? required(request, reply) : undefined
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
