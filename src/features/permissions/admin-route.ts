import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { ApiError, type ErrorCode } from '../../errors.ts'
import { errorResponses } from '../../http/error-responses.ts'
import { acceptedVersions, noVersion, setEntityTag, versionOf } from '../../http/if-match.ts'
import type { App, FieldCheck } from '../../http/types.ts'
import type { Administrator } from './administrator.ts'
import { administratorOf, type RoutePermission } from './route-guard.ts'

/** One request to a route of the management API. */
export interface AdminCall<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly administrator: Administrator
  /** The version that the change is conditional on. */
  readonly expectedVersion: number | undefined
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface RouteDescription {
  readonly url: string
  /** The operationId. */
  readonly id: string
  readonly name: string
  readonly tag: string
  readonly permission: RoutePermission
  readonly summary: string
  /** What there is to know besides the permission. */
  readonly description?: string
  /** Errors besides those that every route of its kind has. */
  readonly errors?: readonly ErrorCode[]
  readonly isBackground?: boolean
  readonly isReadOnly?: boolean
  readonly isDestructive?: boolean
}

type ReadCurrent<Params = unknown> = (call: AdminCall<Params>) => Promise<unknown>

interface AdminRoute<
  Response extends TSchema,
  Params extends TSchema,
  Query extends TSchema,
  Body extends TSchema,
> extends RouteDescription {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly response: Response
  /** Of a success; 200 by default. */
  readonly status?: 201 | 204
  /** What the use case finds wrong with single fields: when others are invalid, all are reported together. */
  readonly check?: FieldCheck
  /** Reads the object as it is now: changes of it can be conditional (If-Match). */
  readonly readCurrent?: ReadCurrent<Static<Params>>
}

/** Registers a route of the management API; what all of them have in common follows from the declaration. */
export function adminRoute<
  Response extends TSchema,
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
>(
  app: App,
  route: AdminRoute<Response, Params, Query, Body>,
  handler: (
    call: AdminCall<Static<Params>, Static<Query>, Static<Body>>,
  ) => Static<Response> | Promise<Static<Response>>,
): void {
  const { method, params, query, body, response, status = 200 } = route
  const readCurrent = route.readCurrent as ReadCurrent | undefined
  const handle = handler as (call: AdminCall) => unknown

  const options: RouteOptions = {
    method,
    url: route.url,
    config: { ...configOf(route), ...present({ check: route.check }) },
    schema: {
      ...schemaOf(route),
      ...present({ params, querystring: query, body }),
      response: { [status]: response, ...errorResponses(...errorsOf(route)) },
    },
    async handler(request, reply) {
      const call = await callFrom(request, reply, readCurrent)
      const result = await conditionally(call, readCurrent, handle)
      setEntityTag(reply, result)
      return reply.code(status).send(result)
    },
  }
  app.route(options)
}

export function configOf({
  name,
  permission,
  isBackground,
  isReadOnly,
  isDestructive,
}: RouteDescription) {
  return present({ name, permission, isBackground, isReadOnly, isDestructive })
}

/** Staff prove who they are with an access token or with the cookie of the console. */
const security = [{ bearer: [] }, { console: [] }]

export function schemaOf({ id, summary, description, permission, tag }: RouteDescription) {
  const access = permission === 'any staff' ? 'For any staff.' : `Needs ${permission}.`
  return {
    operationId: id,
    summary,
    description: description === undefined ? access : `${access} ${description}`,
    tags: [tag],
    security,
  }
}

/** The errors of every route of the management API. */
export const readErrors = [
  'credentials_missing',
  'authorization_malformed',
  'authorization_scheme_unknown',
  'access_token_expired',
  'access_token_invalid',
  'user_not_found',
  'console_session_expired',
  'permission_denied',
  'not_acceptable',
  'unavailable',
] as const satisfies readonly ErrorCode[]

const writeErrors = [
  ...readErrors,
  'csrf_failed',
  'validation_failed',
  'body_unreadable',
  'unsupported_media_type',
  'body_too_large',
] as const satisfies readonly ErrorCode[]

function errorsOf(route: AdminRoute<TSchema, TSchema, TSchema, TSchema>): ErrorCode[] {
  const isChecked = route.params !== undefined || route.query !== undefined
  return [
    ...(route.method === 'GET' ? readErrors : writeErrors),
    ...(isChecked ? (['validation_failed'] as const) : []),
    ...(route.params ? (['not_found'] as const) : []),
    ...(route.readCurrent ? (['version_mismatch'] as const) : []),
    ...(route.errors ?? []),
  ]
}

async function callFrom(
  request: FastifyRequest,
  reply: FastifyReply,
  readCurrent: ReadCurrent | undefined,
): Promise<AdminCall> {
  const { params, query, body } = request
  const administrator = administratorOf(request)
  const call = { params, query, body, administrator, expectedVersion: undefined, request, reply }
  return readCurrent ? { ...call, expectedVersion: await versionFrom(call, readCurrent) } : call
}

/** From If-Match; without one, from the body. */
async function versionFrom(call: AdminCall, readCurrent: ReadCurrent): Promise<number | undefined> {
  const accepted = acceptedVersions(call.request.headers['if-match'])
  if (!accepted) return versionOf(call.body)
  if (accepted.length <= 1) return accepted[0] ?? noVersion
  const current = versionOf(await readCurrent(call))
  return current !== undefined && accepted.includes(current) ? current : noVersion
}

/** Runs the handler; an error about an outdated version shows the object as it is now and what was requested. */
async function conditionally(
  call: AdminCall,
  readCurrent: ReadCurrent | undefined,
  handle: (call: AdminCall) => unknown,
): Promise<unknown> {
  try {
    return await handle(call)
  } catch (error) {
    const isOutdated = error instanceof ApiError && error.code === 'version_mismatch'
    if (!isOutdated || !readCurrent) throw error
    const { expectedVersion = noVersion, body } = call
    throw new ApiError('version_mismatch', {
      cause: error,
      versions: {
        expected: expectedVersion === noVersion ? null : expectedVersion,
        current: await readCurrent(call),
        requested: body ?? null,
      },
    })
  }
}

/** Without the members that are undefined. */
function present<Value extends object>(value: Value) {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [Name in keyof Value]?: Exclude<Value[Name], undefined>
  }
}
