import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type FieldFaults, refuseFields } from '../errors.ts'
import { BodyFaults } from './body/validate-body.ts'

/**
 * An error handler for a route whose use case finds faults of its own in single fields: when other fields were
 * already bad, those faults are still found, so that a caller hears of everything at once.
 */
export function withFurtherFaults(
  find: (
    accepted: Readonly<Record<string, unknown>>,
    request: FastifyRequest,
  ) => Promise<FieldFaults>,
) {
  return async (error: FastifyError, request: FastifyRequest, _reply: FastifyReply) => {
    if (!(error instanceof BodyFaults)) throw error

    const further = await find(error.accepted, request)
    const all = { ...error.fields, ...further }
    const inOrder = error.fieldOrder.filter((name) => name in all)
    throw refuseFields(Object.fromEntries(inOrder.map((name) => [name, all[name] ?? []])))
  }
}
