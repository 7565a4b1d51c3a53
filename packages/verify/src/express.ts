import { type Auth, type Requirement, rejectionOf, type Verifier } from './create-verifier.ts'

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

type Middleware = (
  request: ExpressRequest,
  response: ExpressResponse,
  next: (error?: unknown) => void,
) => Promise<void>

/** Lets requests with a valid token in, and says in `request.auth` whose it is. */
export function auth(verifier: Verifier, requirement?: Requirement): Middleware {
  return async (request, response, next) => {
    try {
      request.auth = await verifier.verifyHeader(request.headers.authorization, requirement)
    } catch (error) {
      return respond(error, response, next)
    }
    next()
  }
}

/** The same, and lets requests without a token in as well: they have no `auth`. A wrong token is rejected. */
export function authOptional(verifier: Verifier): Middleware {
  const required = auth(verifier)
  return async (request, response, next) =>
    request.headers.authorization ? required(request, response, next) : next()
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
