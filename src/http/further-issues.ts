import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldErrors, fieldErrors } from '../errors.ts'
import { ValidationError } from './body/validate-body.ts'

/**
 * An error handler for a route whose use case finds issues of its own in single fields: when other fields were
 * already bad, those issues are still found, so that a caller hears of everything at once.
 */
export function withFurtherIssues(
  find: (
    accepted: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
  ) => Promise<FieldErrors>,
) {
  return async (error: FastifyError, request: FastifyRequest, _reply: FastifyReply) => {
    if (!(error instanceof ValidationError)) throw error

    const further = await find(error.accepted, request)
    const all = { ...error.fields, ...further }
    const inOrder = error.fieldOrder.filter((name) => name in all)
    throw fieldErrors(Object.fromEntries(inOrder.map((name) => [name, all[name] ?? []])))
  }
}
