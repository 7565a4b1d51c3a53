import type { FastifyRequest } from 'fastify'
import { ApiError } from '../../errors.ts'
import type { Administrator } from './administrator.ts'
import type { PermissionCode } from './permission-catalogue.ts'

/** The permission that a route of the management API needs. */
export type RoutePermission = PermissionCode | 'any staff'

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: RoutePermission
    /** Requests to it do not keep a console session awake. */
    isBackground?: boolean
    /** A POST that changes nothing and so leaves no audit entry. */
    isReadOnly?: boolean
    /** To be confirmed before it is sent. */
    isDestructive?: boolean
  }

  interface FastifyRequest {
    /** Set by the guard of the management API. */
    administrator: Administrator | undefined
  }
}

/** Who makes a request to a route behind the guard of the management API. */
export function administratorOf(request: FastifyRequest): Administrator {
  if (!request.administrator) throw new ApiError('credentials_missing')
  return request.administrator
}
