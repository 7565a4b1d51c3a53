import type { KnownOperation } from '../http/known-paths.ts'
import { type Html, html } from '../text/html.ts'
import { fieldControl } from './field-control.ts'
import { type FieldGroup, fieldGroup } from './field-schema.ts'

export interface FormInput {
  readonly operation: KnownOperation
  /** The path as it was asked for. */
  readonly path: string
  /** Values to begin with, by field. */
  readonly values: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, string>>
  readonly issues: Readonly<Record<string, readonly string[]>>
}

// What a browser can send on its own; the script sends the others.
const plainMethods = new Set(['GET', 'POST'])

/** Everything to fill in for one operation: the query, then the body as a form and as raw JSON. */
export function operationForm(input: FormInput): Html {
  const { operation, path } = input
  const { method } = operation
  const isPlain = plainMethods.has(method) && !operation.schema.security
  const attributes = isPlain
    ? html` method="${method.toLowerCase()}" action="${path}"`
    : html` method="get" action="${path}"`
  return html`<form class="operation-form"${attributes} data-method="${method}" data-path="${path}"${operation.schema.security ? html` data-secured` : ''}${isDestructive(operation) ? html` data-destructive` : ''} novalidate>
${queryFields(input)}
${bodyFields(input)}
<div class="actions">
<button class="primary${isPlain ? '' : ' needs-script'}">${method === 'GET' ? 'GET' : `Send ${method}`}</button>
<span class="copy needs-script"><label for="copy-${method}">Copy as</label> <select id="copy-${method}" data-copy-as><option value="curl">curl</option><option value="fetch">fetch</option><option value="httpie">HTTPie</option><option value="sdk">SDK</option></select> <button type="button" data-copy>Copy</button>
${operation.schema.security ? html`<label class="check"><input type="checkbox" data-include-token> include token</label>` : ''}</span>
</div>
</form>`
}

/** Whether to ask for confirmation before sending it. */
function isDestructive({ method, config }: KnownOperation): boolean {
  return method === 'DELETE' || config.isDestructive === true
}

function queryFields({ operation, query }: FormInput): Html | undefined {
  const group = fieldGroup(operation.schema.querystring)
  if (!group) return undefined
  const prefix = `${operation.method}-query`
  return html`<details class="query"${Object.keys(query).length > 0 ? html` open` : ''}><summary>Query</summary>
<div class="grid" data-part="query">${controls(group, { prefix, values: query, issues: {} })}</div></details>`
}

function bodyFields({ operation, values, issues }: FormInput): Html | undefined {
  const group = fieldGroup(operation.schema.body)
  if (!group) return undefined
  const { method } = operation
  const prefix = `${method}-body`
  return html`<div class="tabs needs-script" role="tablist" aria-label="Body format">
<button type="button" role="tab" id="${prefix}-tab-form" aria-controls="${prefix}-form" aria-selected="true">Form</button>
<button type="button" role="tab" id="${prefix}-tab-raw" aria-controls="${prefix}-raw" aria-selected="false" tabindex="-1">Raw</button>
</div>
<div id="${prefix}-form" data-part="body" role="tabpanel" aria-labelledby="${prefix}-tab-form">
<p class="issue" data-form-issue role="alert"${issues['non_field_errors'] ? '' : html` hidden`}>${issues['non_field_errors']?.join(' ')}</p>
${controls(group, { prefix, values, issues })}
</div>
<div id="${prefix}-raw" data-part="raw" role="tabpanel" aria-labelledby="${prefix}-tab-raw" hidden>
<div class="field"><label for="${prefix}-text">Body, application/json</label>
<textarea id="${prefix}-text" data-raw rows="8" spellcheck="false" autocomplete="off" aria-describedby="${prefix}-text-issue">${exampleBody(group)}</textarea>
<p class="issue" id="${prefix}-text-issue" data-raw-issue hidden></p></div>
</div>`
}

interface Filling {
  readonly prefix: string
  readonly values: Readonly<Record<string, unknown>>
  readonly issues: Readonly<Record<string, readonly string[]>>
}

function controls(group: FieldGroup, { prefix, values, issues }: Filling): Html[] {
  return Object.entries(group.properties).map(([name, field]) =>
    fieldControl({
      name,
      field,
      prefix,
      isRequired: group.required?.includes(name) ?? false,
      value: values[name],
      issues: issues[name],
    }),
  )
}

/** A valid body to begin with: the schema's own example. */
function exampleBody(group: FieldGroup): string {
  const [example = {}] = group.examples ?? []
  return JSON.stringify(example, null, 2)
}
