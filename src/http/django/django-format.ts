import type { FastifyRequest, FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import type { Context } from '../../context.ts'
import type { ApiError } from '../../errors.ts'
import { statusOf } from '../error-status.ts'
import type { Formats, WireFormat } from '../wire-format.ts'
import { errorBody } from './error-body.ts'
import { registerBodyParsers, unsupportedMediaType } from './register-parsers.ts'
import { bodyValidator } from './validate-body.ts'

/** The wire format of the Django server whose clients this one serves. */
export function djangoFormat({ settings }: Context, formats: Formats): WireFormat {
  return {
    registerParsers: registerBodyParsers,
    compileValidator: validatorCompiler(formats),
    errorBody,
    statusOf: (error, request) =>
      settings.values.LEGACY_FORBIDDEN_STATUS && isForbiddenAsBefore(error, request)
        ? 403
        : statusOf(error),
    unsupportedMediaType,
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether LEGACY_FORBIDDEN_STATUS turns a 401 of this route into 403. */
    isForbiddenAsBefore?: boolean
  }
}

/** During the move from the Django server its clients may still wait for the status that it gave to bad tokens. */
function isForbiddenAsBefore(error: ApiError, request: FastifyRequest): boolean {
  return (
    request.routeOptions.config?.isForbiddenAsBefore === true &&
    request.representation !== 'problem' &&
    statusOf(error) === 401
  )
}

type Validator = ReturnType<FastifySchemaCompiler<TSchema>>

/** Bodies by the contract's rules; the same rules, from text, for what is in the URL. */
function validatorCompiler(formats: Formats): FastifySchemaCompiler<TSchema> {
  return ({ schema, httpPart }) => {
    const validate = bodyValidator(schema, formats) as Validator
    return httpPart === 'body'
      ? validate
      : (values: unknown) => validate({ kind: 'form', value: values })
  }
}
