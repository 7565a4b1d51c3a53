import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { FieldErrors } from '../errors.ts'
import type { Representation } from './negotiate.ts'

/** A Fastify instance whose handlers are typed by their TypeBox schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Whom the access token of a request speaks for. */
export interface Access {
  readonly userId: number
  readonly sessionId: number
}

/** Finds errors in the fields of a body that are valid by its schema. */
export type FieldCheck = (
  accepted: Readonly<Record<string, unknown>>,
  request: FastifyRequest,
) => Promise<FieldErrors>

/** Decides who may reach a route; throws an `ApiError` otherwise. */
export type Guard = (request: FastifyRequest) => void | Promise<void>

declare module 'fastify' {
  interface FastifyRequest {
    /** How the answer is written; set for routes of the API. */
    representation: Representation
    /** Whom the request speaks for; set by a guard, and absent on public routes. */
    access: Access | undefined
    /** The client's address behind trusted proxies. */
    clientAddress: string
  }

  interface FastifyContextConfig {
    /** Name of the endpoint, as OPTIONS and the browsable API show it. */
    name?: string
    /** Probes skip host check and access log. */
    isProbe?: boolean
    /** Returns a file, whatever the client accepts; `format` says which kind. */
    isFile?: boolean
    /** What the use case finds wrong with single fields: when others are invalid, all are reported together. */
    check?: FieldCheck
  }
}
