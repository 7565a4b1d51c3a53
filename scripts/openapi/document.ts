/** The parts of an OpenAPI 3.1 document that are read and written here. */
export interface OpenApiDocument {
  readonly openapi: string
  readonly info: object
  readonly servers?: readonly { readonly url: string; readonly description: string }[]
  readonly tags?: readonly { readonly name: string; readonly description: string }[]
  readonly components?: Readonly<Record<string, object>>
  readonly paths: Readonly<Record<string, PathItem>>
}

export type PathItem = Readonly<Record<string, Operation>>

export interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly security?: readonly object[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, Response>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly description?: string
  readonly schema?: Schema
}

export interface Response {
  readonly description: string
  readonly headers?: Readonly<Record<string, object>>
  readonly content?: Content
}

export type Content = Readonly<Record<string, MediaType>>

export interface MediaType {
  readonly schema?: Schema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly examples?: readonly unknown[]
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}
