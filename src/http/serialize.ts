import { createRequire } from 'node:module'
import type { FastifySerializerCompiler } from 'fastify/types/schema.js'

type BuildSerializer = typeof import('fast-json-stringify').default
type Serialize = (body: unknown) => string

const require = createRequire(import.meta.url)

/**
 * Writes answers by their schemas, so that nothing undeclared gets out. Each serialiser is built when its route
 * first answers: building all of them at start would take most of the time to ready and of the memory. Refusals
 * are written by the error handler; their schemas are documentation.
 */
export const serializerCompiler: FastifySerializerCompiler<object> = ({ schema, httpStatus }) => {
  if (Number(httpStatus) >= 400) return JSON.stringify
  let serialize: Serialize | undefined

  return (body) => {
    serialize ??= build(schema)
    return serialize(body)
  }
}

function build(schema: object): Serialize {
  const buildSerializer = require('fast-json-stringify') as BuildSerializer
  return buildSerializer(schema as Parameters<BuildSerializer>[0]) as Serialize
}
