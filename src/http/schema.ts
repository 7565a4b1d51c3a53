import type { TProperties, Type as TypeBox } from 'typebox'

type Schema = Readonly<Record<string | symbol, unknown>>
type Options = Schema | undefined

// A symbol, so that it goes along when a schema is spread and never shows in a document.
const optional = Symbol('optional')

/**
 * The few builders of TypeBox that the routes use, with TypeBox's types: what they infer and what they make is the
 * same. Its own code stays unloaded because it would take 25 MB of a server that builds its schemas once.
 */
export const Type = {
  String: (options: Options) => ({ type: 'string', ...options }),
  Integer: (options: Options) => ({ type: 'integer', ...options }),
  Number: (options: Options) => ({ type: 'number', ...options }),
  Boolean: (options: Options) => ({ type: 'boolean', ...options }),
  Null: (options: Options) => ({ type: 'null', ...options }),
  Unknown: (options: Options) => ({ ...options }),
  Unsafe: (schema: Schema) => schema,
  Literal: (value: unknown, options: Options) => ({ type: typeof value, const: value, ...options }),
  Union: (anyOf: readonly Schema[], options: Options) => ({ anyOf, ...options }),
  Array: (items: Schema, options: Options) => ({ type: 'array', items, ...options }),
  Record: (_key: Schema, value: Schema, options: Options) => ({
    type: 'object',
    patternProperties: { '^.*$': value },
    ...options,
  }),
  Optional: (schema: Schema) => ({ ...schema, [optional]: true }),
  Object: (properties: Readonly<Record<string, Schema>>, options: Options) => {
    const required = Object.keys(properties).filter((name) => !properties[name]?.[optional])
    return {
      type: 'object',
      ...(required.length === 0 ? {} : { required }),
      properties,
      ...options,
    }
  },
} as unknown as Pick<typeof TypeBox, BuilderName>

type BuilderName =
  | 'String'
  | 'Integer'
  | 'Number'
  | 'Boolean'
  | 'Null'
  | 'Unknown'
  | 'Unsafe'
  | 'Literal'
  | 'Union'
  | 'Array'
  | 'Record'
  | 'Optional'
  | 'Object'

/** One of these strings. */
export function oneOf<Text extends string>(choices: readonly Text[], description: string) {
  return Type.Unsafe<Text>({ type: 'string', enum: [...choices], description })
}

/** A value that may be null. */
export function nullable<Value>(type: string, options: object = {}) {
  return Type.Unsafe<Value | null>({ type: [type, 'null'], ...options })
}

/** A date and time as responses write it. */
export const DateTime = (description: string) => Type.String({ description })

export const DateTimeOrNull = (description: string) => nullable<string>('string', { description })

/** A filter by client address: the address, a prefix of it, or a network. */
export const addressFilter = (what: string) =>
  Type.Optional(
    Type.String({
      format: 'address',
      maxLength: 60,
      description: `${what}, a prefix ending in \`.\` or \`:\`, or a network such as \`10.0.0.0/8\`.`,
    }),
  )

/** A query in which unknown parameters are errors. */
export function queryOf<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

/** The path parameter of a route about one object. */
export function idOf(what: string) {
  return Type.Object({
    id: Type.Integer({ minimum: 1, description: `ID of the ${what}.` }),
  })
}
