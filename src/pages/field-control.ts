import { type Html, html } from '../text/html.ts'
import {
  choicesOf,
  constraintsOf,
  type DescribedField,
  type FieldKind,
  isNullable,
  kindOf,
} from './field-schema.ts'
import { isSecretName } from './json-tokens.ts'
import { inline } from './prose.ts'

export interface ControlInput {
  readonly name: string
  readonly field: DescribedField
  /** Makes the ids of a page's controls different. */
  readonly prefix: string
  readonly isRequired: boolean
  /** What to fill in: never a secret. */
  readonly value?: unknown
  readonly issues?: readonly string[] | undefined
}

/** A field of a form with its label, what is demanded of it, and what was wrong with it. */
export function fieldControl(input: ControlInput): Html {
  const { name, field, prefix, isRequired, issues = [] } = input
  const id = `${prefix}-${name}`
  return html`<div class="field" data-field="${name}">
<label for="${id}">${name}${isRequired ? html` <span class="required">required</span>` : ''}</label>
${control(input, id)}${isNullable(field) ? nullBox(id) : ''}${lookup(name, id)}
<p class="help" id="${id}-help">${inline(field.description ?? '')}${constraintNote(field)}</p>
<p class="issue" id="${id}-issue"${issues.length === 0 ? html` hidden` : ''}>${issues.join(' ')}</p>
</div>`
}

/** What the schema demands, in brackets. */
export function constraintNote(field: DescribedField): Html | undefined {
  const constraints = constraintsOf(field)
  return constraints === '' ? undefined : html` <span class="constraint">(${constraints})</span>`
}

function control(input: ControlInput, id: string): Html {
  const { field, name, isRequired, issues = [] } = input
  const kind = kindOf(field)
  const items = kind === 'list' ? html` data-items="${kindOf(field.items ?? {})}"` : ''
  const shared = html`id="${id}" name="${name}" data-kind="${kind}"${items}${isRequired ? html` data-required="yes"` : ''} aria-describedby="${id}-help ${id}-issue"${issues.length > 0 ? html` aria-invalid="true"` : ''}`
  const value = isSecretName(name) ? undefined : input.value
  if (kind === 'choice') return chooser(shared, choicesOf(field), value)
  if (kind === 'boolean') return chooser(shared, [true, false], value)
  if (kind === 'json')
    return html`<textarea ${shared} rows="3" spellcheck="false">${textOf(value)}</textarea>`
  return html`<input ${shared} ${inputType(kind, field, name)} value="${textOf(value)}">`
}

/** Fields that name other objects, and the lists of those; the script offers what is in them. */
const lookups: Readonly<Record<string, { readonly list: string; readonly label: string }>> = {
  group: { list: '/api/admin/groups/', label: 'Choose a group' },
  groups: { list: '/api/admin/groups/', label: 'Add a group' },
  permissions: { list: '/api/admin/permissions/', label: 'Add a permission' },
}

function lookup(name: string, id: string): Html | undefined {
  const known = lookups[name]
  return (
    known &&
    html` <select class="lookup" data-lookup="${known.list}" data-for="${id}" aria-label="${known.label}" hidden><option value="">${known.label} …</option></select>`
  )
}

/** An empty text leaves the field out; null has to be said. */
function nullBox(id: string): Html {
  return html` <label class="check needs-script"><input type="checkbox" data-null-for="${id}"> send null</label>`
}

/** An empty choice leaves the field out. */
function chooser(shared: Html, choices: readonly unknown[], value: unknown): Html {
  const options = choices.map(
    (choice) =>
      html`<option value="${JSON.stringify(choice)}"${choice === value ? html` selected` : ''}>${choice}</option>`,
  )
  return html`<select ${shared}><option value="">not sent</option>${options}</select>`
}

function inputType(kind: FieldKind, field: DescribedField, name: string): Html {
  if (name === 'password') return html`type="password" autocomplete="off"`
  if (kind === 'integer') return html`type="text" inputmode="numeric" autocomplete="off"`
  const isEmail = field.format === 'email'
  return html`type="${isEmail ? 'email' : 'text'}" autocomplete="off" autocapitalize="none" spellcheck="false"`
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  // What is read as objects is written as their ids.
  if (Array.isArray(value)) return value.map((each) => each?.id ?? each).join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
