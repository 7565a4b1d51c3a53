import { type AuthOptions, headerOf } from './auth-options.ts'
import { type Auth, rejectionOf, TokenError, type Verifier } from './create-verifier.ts'

declare global {
  // Where the types of Express look for members that others add.
  namespace Express {
    interface Request {
      auth?: Auth
    }
  }
}

interface ExpressRequest {
  readonly headers: { readonly authorization?: string | undefined }
  auth?: Auth
}

interface ExpressResponse {
  status(code: number): ExpressResponse
  set(headers: Record<string, string>): ExpressResponse
  end(body: string): unknown
}

type Handler = [request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void]
type Middleware = (...handler: Handler) => Promise<void>
type Options = AuthOptions<Handler>

/** Lets requests with a valid token in, and says in `request.auth` whose it is. */
export function auth(verifier: Verifier, options: Options = {}): Middleware {
  return async (request, response, next) => {
    try {
      const header = headerOf(options, request, request.headers.authorization)
      request.auth = await verifier.verifyHeader(header, options)
    } catch (error) {
      if (!options.onError || !(error instanceof TokenError)) return respond(error, response, next)
      await options.onError(error, request, response, next)
      return
    }
    next()
  }
}

/** The same, and lets requests without a token in as well: they have no `auth`. A wrong token is rejected. */
export function authOptional(verifier: Verifier, options: Options = {}): Middleware {
  const required = auth(verifier, options)
  return async (request, response, next) =>
    headerOf(options, request, request.headers.authorization)
      ? required(request, response, next)
      : next()
}

/** For single routes behind `auth`: how the user must have logged in (RFC 9470). */
export function requireAcr(verifier: Verifier, acr: string, maxAge?: number): Middleware {
  return auth(verifier, maxAge === undefined ? { acr } : { acr, maxAge })
}

/** Who sent this request; `request.auth` that is never undefined. @throws {Error} where no middleware of this module let it in. */
export function authOf(request: ExpressRequest): Auth {
  if (request.auth) return request.auth
  throw new Error('No token was verified for this request')
}

function respond(error: unknown, response: ExpressResponse, next: (error: unknown) => void): void {
  try {
    const { status, headers, body } = rejectionOf(error)
    response
      .status(status)
      .set({ ...headers })
      .end(JSON.stringify(body))
  } catch (unexpected) {
    next(unexpected)
  }
}
