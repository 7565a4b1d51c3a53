import { describe, expect, test } from 'vitest'
import type { Content, Operation, Schema } from '../../scripts/openapi/document.ts'
import { document, operations, written } from '../support/openapi.ts'

describe.each(operations)('$method $path of the OpenAPI document', ({ path, operation }) => {
  test('says what it is', () => {
    expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/)
    expect(operation.summary).toMatch(/\S/)
    expect(operation.description).toMatch(/\S/)
    expect(operation.tags).toHaveLength(1)
  })

  test('describes every field, parameter and header', () => {
    expect(undescribed(operation)).toEqual([])
  })

  test('has an example of every body', () => {
    expect(bodiesWithoutExample(operation)).toEqual([])
  })

  test('lists its errors', () => {
    const statuses = Object.keys(operation.responses)
    const isOfApi = path.startsWith('/api/')

    expect(statuses).toEqual(expect.arrayContaining(isOfApi ? ['406', '503'] : []))
    expect(statuses).toEqual(expect.arrayContaining(operation.security?.length ? ['401'] : []))
    expect(statuses).toEqual(
      expect.arrayContaining(operation.requestBody ? ['400', '413', '415'] : []),
    )
    expect(statuses).toEqual(expect.arrayContaining(operation.parameters ? ['400'] : []))
  })

  test('is where the route is registered', () => {
    expect(path).toMatch(path.startsWith('/api/') ? /\/$|\/export$/ : /[^/]$/)
  })
})

describe('the OpenAPI document', () => {
  test('is of version 3.1', () => {
    expect(document.openapi).toBe('3.1.0')
  })

  test('has every operationId once', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids).toEqual([...new Set(ids)])
  })

  test('describes every tag that is used, and no other', () => {
    const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []))
    const described = document.tags?.filter(({ description }) => description !== '') ?? []
    expect(new Set(described.map(({ name }) => name))).toEqual(used)
  })

  test('gives names to what clients read and write', () => {
    const { schemas = {}, responses = {} } = written.components ?? {}

    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        'Credentials',
        'TokenPair',
        'Profile',
        'User',
        'UserList',
        'Problem',
      ]),
    )
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['NotFound', 'Unavailable']))
  })

  test('leaves the names that generators give to responses to them', () => {
    const inline = Object.values(written.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ parameters = [] }) => parameters)
      .filter(({ name, schema }) => name === 'result' && schema?.$ref === undefined)

    expect(inline).toEqual([])
  })

  test('has component names that can be type names', () => {
    const { schemas = {}, responses = {} } = written.components ?? {}
    const names = [...Object.keys(schemas), ...Object.keys(responses)]

    expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([])
    expect(names.length).toBe(new Set(names).size)
  })

  test('says for every operation whether it needs credentials', () => {
    const unclear = operations.filter(({ operation }) => operation.security === undefined)
    const isPublic = ({ operation }: (typeof operations)[number]) =>
      operation.security?.length === 0

    expect(unclear).toEqual([])
    expect(operations.filter(isPublic).map(({ path }) => path)).toEqual([
      '/api/',
      '/api/register/',
      '/api/register/confirm/',
      '/api/login/',
      '/api/refresh/',
      '/api/step-up/',
      '/api/logout/',
      '/api/password/reset/',
      '/api/password/reset/check/',
      '/api/password/reset/confirm/',
      '/api/login/email/',
      '/api/login/email/confirm/',
      '/api/email/undo/',
      '/api/me/restore/',
      '/api/invitations/accept/',
      '/api/email/confirm/',
      '/.well-known/jwks.json',
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
      '/livez',
      '/readyz',
      '/healthz',
    ])
  })

  test('says nothing that only our own validation understands', () => {
    expect(JSON.stringify(document)).not.toMatch(/"x-(accepts|untrimmed|refresh)/)
  })
})

function undescribed(operation: Operation): string[] {
  const parameters = operation.parameters ?? []
  const contents = [
    ...(operation.requestBody ? [operation.requestBody.content] : []),
    ...Object.values(operation.responses).flatMap(({ content }) => (content ? [content] : [])),
  ]
  return [
    ...parameters.filter((each) => !each.description).map(({ name }) => name),
    ...contents.flatMap(schemasOf).flatMap((schema) => undescribedIn(schema, '')),
  ]
}

function schemasOf(content: Content): Schema[] {
  return Object.values(content).flatMap(({ schema }) => (schema ? [schema] : []))
}

function undescribedIn(schema: Schema, path: string): string[] {
  const properties = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...(property.description ? [] : [`${path}.${name}`]),
    ...undescribedIn(property, `${path}.${name}`),
  ])
  const parts = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  return [...properties, ...parts.flatMap((part) => undescribedIn(part, `${path}[]`))]
}

function bodiesWithoutExample(operation: Operation): string[] {
  const bodies = [
    ['request', operation.requestBody?.content] as const,
    ...Object.entries(operation.responses).map(
      ([status, { content }]) => [status, content] as const,
    ),
  ]
  return bodies
    .filter(([, content]) => Object.values(content ?? {}).some((each) => !hasExample(each)))
    .map(([name]) => name)
}

function hasExample({ example, examples }: Content[string]): boolean {
  return example !== undefined || Object.keys(examples ?? {}).length > 0
}
