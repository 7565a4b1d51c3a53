import { type AuthOptions, headerOf } from './auth-options.ts'
import { type Auth, rejectionOf, type TokenError, type Verifier } from './create-verifier.ts'

interface HonoContext {
  readonly req: { header(name: string): string | undefined }
  set(name: 'auth', value: Auth): void
}

type Middleware = (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined>

interface Options extends AuthOptions<[context: HonoContext]> {
  onError?(error: TokenError, context: HonoContext): Response | Promise<Response>
}

/** For `new Hono<{ Variables: AuthVariables }>()`. */
export interface AuthVariables {
  auth: Auth
}

/** Lets requests with a valid token in; `c.get('auth')` says whose it is. */
export function auth(verifier: Verifier, options: Options = {}): Middleware {
  return async (context, next) => {
    try {
      const header = headerOf(options, context, context.req.header('authorization'))
      context.set('auth', await verifier.verifyHeader(header, options))
    } catch (error) {
      const { status, headers, body } = rejectionOf(error)
      // Anything but a TokenError was thrown on.
      const own = await options.onError?.(error as TokenError, context)
      return own ?? Response.json(body, { status, headers })
    }
    await next()
    return undefined
  }
}

/** The same, and lets requests without a token in as well: they have no `auth`. A wrong token is rejected. */
export function authOptional(verifier: Verifier, options: Options = {}): Middleware {
  const required = auth(verifier, options)
  return async (context, next) => {
    if (headerOf(options, context, context.req.header('authorization')))
      return required(context, next)
    await next()
    return undefined
  }
}

/** For single routes: how the user must have logged in (RFC 9470). */
export function requireAcr(verifier: Verifier, acr: string, maxAge?: number): Middleware {
  return auth(verifier, maxAge === undefined ? { acr } : { acr, maxAge })
}
