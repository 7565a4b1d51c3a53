import type { FastifyRequest } from 'fastify'
import { ApiError } from '../../errors.ts'
import type { Administrator } from './administrator.ts'
import type { PermissionCode } from './permission-catalogue.ts'

/** The right that a route of the management API takes, declared beside it in its `config`. */
export type RoutePermission = PermissionCode | 'any staff'

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: RoutePermission
    /** Asking for this does not keep a session of the console awake. */
    isBackground?: boolean
    /** A POST that changes nothing and so leaves no audit entry. */
    isReadOnly?: boolean
  }

  interface FastifyRequest {
    /** Who administers; set by the guard of the management API. */
    administrator: Administrator | undefined
  }
}

/** Who asks, on a route behind the guard of the management API. */
export function administratorOf(request: FastifyRequest): Administrator {
  if (!request.administrator) throw new ApiError('credentials_missing')
  return request.administrator
}
