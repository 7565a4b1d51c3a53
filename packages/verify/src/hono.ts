import { type Auth, type Requirement, rejectionOf, type Verifier } from './create-verifier.ts'

interface HonoContext {
  readonly req: { header(name: string): string | undefined }
  set(name: 'auth', value: Auth): void
}

type Middleware = (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined>

/** For `new Hono<{ Variables: AuthVariables }>()`. */
export interface AuthVariables {
  auth: Auth
}

/** Lets requests with a valid token in; `c.get('auth')` says whose it is. */
export function auth(verifier: Verifier, requirement?: Requirement): Middleware {
  return async (context, next) => {
    try {
      const header = context.req.header('authorization')
      context.set('auth', await verifier.verifyHeader(header, requirement))
    } catch (error) {
      const { status, headers, body } = rejectionOf(error)
      return Response.json(body, { status, headers })
    }
    await next()
    return undefined
  }
}

/** The same, and lets requests without a token in as well: they have no `auth`. A wrong token is rejected. */
export function authOptional(verifier: Verifier): Middleware {
  const required = auth(verifier)
  return async (context, next) => {
    if (context.req.header('authorization')) return required(context, next)
    await next()
    return undefined
  }
}

/** For single routes: how the user must have logged in (RFC 9470). */
export function requireAcr(verifier: Verifier, acr: string, maxAge?: number): Middleware {
  return auth(verifier, maxAge === undefined ? { acr } : { acr, maxAge })
}
