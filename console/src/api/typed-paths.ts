import type { paths } from './openapi.ts'
import type { Page } from './shapes.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The paths of the management API as the document has them, without what all of them begin with. */
type Template = keyof paths extends `/api/admin/${infer Path}` ? Path : never

type Operation<M extends Method, T extends Template> = paths[`/api/admin/${T}`][Lowercase<M>]

type TemplateOf<M extends Method> = {
  [T in Template]: Operation<M, T> extends { readonly responses: unknown } ? T : never
}[Template]

/** A path with its parameters filled in: IDs are numbers, the others texts. */
type Filled<T extends string> = T extends `${infer Head}{id}${infer Tail}`
  ? `${Head}${number}${Filled<Tail>}`
  : T extends `${infer Head}{${string}}${infer Tail}`
    ? `${Head}${string}${Filled<Tail>}`
    : T

/** What a method may be called on. */
export type ApiPath<M extends Method> = { [T in TemplateOf<M>]: Filled<T> }[TemplateOf<M>]

type Matching<M extends Method, Path extends string> = {
  [T in TemplateOf<M>]: Path extends Filled<T> ? T : never
}[TemplateOf<M>]

type Narrower<T extends Template, Among extends Template> = {
  [Other in Among]: Other extends T ? never : Filled<Other> extends Filled<T> ? Other : never
}[Among]

/** Of several templates that a path may fill in, the one that says most: `settings/history/`, not `settings/{key}/`. */
type Narrowest<Among extends Template> = {
  [T in Among]: [Narrower<T, Among>] extends [never] ? T : never
}[Among]

type TemplateFor<M extends Method, Path extends string> = Narrowest<Matching<M, Path>>

type Json<Content> = Content extends { content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined

/** What the server responds with where it succeeds. */
export type Answer<M extends Method, Path extends string> =
  Operation<M, TemplateFor<M, Path>> extends { readonly responses: infer Responses }
    ? { [Status in keyof Responses]: Json<Responses[Status]> }[keyof Responses]
    : never

/** Where rows come in pages. */
export type ListPath = {
  [T in TemplateOf<'GET'>]: Answer<'GET', Filled<T>> extends Page<unknown> ? Filled<T> : never
}[TemplateOf<'GET'>]

/** What may be sent; JSON leaves out what is undefined. */
export type RequestBody<M extends Method, Path extends string> =
  Operation<M, TemplateFor<M, Path>> extends { readonly requestBody?: infer Content }
    ? OrUndefined<Json<Exclude<Content, undefined>>>
    : undefined

type OrUndefined<Body> = Body extends object
  ? { readonly [Name in keyof Body]: Body[Name] | undefined }
  : Body
