import type { KnownOperation } from '../http/known-paths.ts'
import { type Html, html } from '../text/html.ts'
import { permissionOf } from './caller.ts'
import { constraintNote } from './field-control.ts'
import { type FieldGroup, fieldGroup } from './field-schema.ts'
import { jsonMarkup } from './json-markup.ts'
import { type FormInput, operationForm } from './operation-form.ts'
import { inline, prose } from './prose.ts'

export interface OperationInput extends FormInput {
  readonly isDocumented: boolean
  /** Why the caller cannot use it: then there is no form (B-11). */
  readonly unavailableReason: string | undefined
  readonly answer: Html | undefined
}

interface Described {
  readonly operationId?: string
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly response?: Readonly<Record<string, unknown>>
}

/** What pages show of a route's schema. */
export function described({ schema }: KnownOperation): Described {
  return schema as Described
}

/** One method of a path: what it does, how to send it, what it answers. */
export function operationSection(input: OperationInput): Html {
  const { operation, unavailableReason, answer } = input
  const { summary = '', description } = described(operation)
  const { method } = operation
  return html`<section class="operation" id="${method}" aria-labelledby="${method}-heading">
<h2 id="${method}-heading"><span class="method method-${method}">${method}</span> ${summary}</h2>
<div class="prose">${prose(description)}</div>
<p class="facts"><span>${accessOf(operation)}</span>${input.isDocumented ? documentLinks(operation) : ''}</p>
${unavailableReason ? unavailableReasonInstead(operation, unavailableReason) : operationForm(input)}
<div class="result" data-result aria-live="polite">${answer}</div>
${shapeOf(operation)}
</section>`
}

/** Whoever cannot use it can still read what it takes. */
function unavailableReasonInstead({ schema }: KnownOperation, unavailableReason: string): Html {
  const group = fieldGroup(schema.body)
  return html`<p class="unavailable-reason">${inline(unavailableReason)}</p>
${group && html`<h3>Fields</h3>${fieldList(group)}`}`
}

/** Who may use it, in a few words. */
export function accessOf(operation: KnownOperation): Html {
  const permission = permissionOf(operation)
  if (permission) return html`Access token with <code>${permission}</code>`
  return operation.schema.security ? html`Access token` : html`Public`
}

function documentLinks(operation: KnownOperation): Html {
  const { tags = [], operationId } = described(operation)
  const tag = encodeURIComponent(tags[0] ?? '')
  return html` <a href="/swagger/#/${tag.replaceAll('%20', '_')}/${operationId}">Swagger</a> <a href="/redoc/#operation/${operationId}">ReDoc</a>`
}

/** The answers it can give, from the schema, for whoever only reads. */
function shapeOf(operation: KnownOperation): Html {
  const responses = Object.entries(described(operation).response ?? {})
  return html`<details class="answers"><summary>Responses</summary>
${responses.map(([status, schema]) => responseOf(status, schema))}
</details>`
}

function responseOf(status: string, schema: unknown): Html {
  const { description = '' } = schema as { description?: string }
  const group = fieldGroup(schema)
  const example = group?.examples?.[0]
  return html`<section class="response"><h3>${status}</h3><div class="prose">${prose(description)}</div>
${group && fieldList(group)}
${example === undefined ? '' : jsonMarkup(example, `Example of ${status}`)}</section>`
}

function fieldList(group: FieldGroup): Html {
  const entries = Object.entries(group.properties).map(
    ([name, field]) =>
      html`<div><dt><code>${name}</code></dt><dd>${inline(field.description ?? '')}${constraintNote(field)}</dd></div>`,
  )
  return html`<dl class="members">${entries}</dl>`
}
