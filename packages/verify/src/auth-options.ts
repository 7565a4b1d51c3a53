import type { Requirement, TokenError } from './token-error.ts'

/** What an adapter may do differently. `Handler` is what its framework calls a handler with, the request first. */
export interface AuthOptions<Handler extends readonly [unknown, ...unknown[]]> extends Requirement {
  /** Where the token is, if not in the Authorization header. With a cookie, protect your routes against CSRF yourself. */
  getToken?(request: Handler[0]): string | undefined
  /** Responds to a request that is not let in, instead of the adapter. */
  onError?(error: TokenError, ...handler: Handler): unknown
}

/** What the verifier reads as the Authorization header. */
export function headerOf<Request>(
  { getToken }: { getToken?(request: Request): string | undefined },
  request: Request,
  header: string | undefined,
): string | undefined {
  if (!getToken) return header
  const token = getToken(request)
  return token && `Bearer ${token}`
}
