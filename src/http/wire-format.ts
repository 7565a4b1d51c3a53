import type { FastifyRequest, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import type { ApiError } from '../errors.ts'
import type { App } from './types.ts'

/** How bodies are read and errors are written: what the API promised its clients, beyond HTTP itself. */
export interface WireFormat {
  /** Makes the server read bodies; the parsed ones are what `compileValidator` validates. */
  registerParsers(app: App): void
  readonly compileValidator: FastifySchemaCompiler<TSchema>
  errorBody(error: ApiError): unknown
  statusOf(error: ApiError, request: FastifyRequest): number
  /** The error about a body whose media type is not read. */
  unsupportedMediaType(request: FastifyRequest): ApiError
}

/** Checks of string formats by their names. */
export type Formats = Readonly<Record<string, Format>>

interface Format {
  readonly isValid?: (text: string) => boolean
  /** The sentence about a text that is not valid. */
  readonly issue?: string
  /** For values whose faults are errors of the whole request, absent ones included. */
  readonly errorOf?: (value: unknown) => ApiError | undefined
}
