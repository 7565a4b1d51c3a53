import { controlsOf, fillBody, readBody, readQuery } from './form-values.ts'
import type { Sendable } from './sendable.ts'

/** One operation's form, as the server made it. */
export interface OperationForm {
  readonly form: HTMLFormElement
  readonly method: string
  readonly path: string
  readonly isSecured: boolean
  readonly isDestructive: boolean
  readonly result: HTMLElement | null
}

export function operationFormOf(form: HTMLFormElement): OperationForm {
  const { method = 'GET', path = '/api/', secured, destructive } = form.dataset
  return {
    form,
    method,
    path,
    isSecured: secured !== undefined,
    isDestructive: destructive !== undefined,
    result: form.parentElement?.querySelector<HTMLElement>('[data-result]') ?? null,
  }
}

/** The request that the form stands for. Undefined, with a issue beside it, when the raw body is no JSON. */
export function requestOf({ form, method, path, isSecured }: OperationForm): Sendable | undefined {
  const url = path + readQuery(form.querySelector('[data-part="query"]'))
  const formPart = form.querySelector<HTMLElement>('[data-part="body"]')
  if (!formPart) return { method, url, isSecured }

  const body = formPart.hidden ? readRaw(form) : JSON.stringify(readBody(formPart))
  return body === undefined ? undefined : { method, url, isSecured, body }
}

/** Writes what the form says as raw JSON, once someone filled something in. */
export function carryToRaw(form: HTMLFormElement): void {
  const formPart = form.querySelector<HTMLElement>('[data-part="body"]')
  const raw = form.querySelector<HTMLTextAreaElement>('[data-raw]')
  if (!formPart || !raw) return
  const isTouched = controlsOf(formPart).some((control) => control.value !== '')
  if (isTouched) raw.value = JSON.stringify(readBody(formPart), null, 2)
}

/** Fills the form, and its raw duplicate, with a body that was sent before. */
export function fill({ form }: OperationForm, body: string): void {
  const formPart = form.querySelector<HTMLElement>('[data-part="body"]')
  const raw = form.querySelector<HTMLTextAreaElement>('[data-raw]')
  if (!formPart || !raw) return
  const value: unknown = JSON.parse(body)
  raw.value = JSON.stringify(value, null, 2)
  if (typeof value === 'object' && value !== null) fillBody(formPart, { ...value })
}

/** Puts the contract's `{"field": ["…"]}` beside the fields, and the focus into the first of them. */
export function showIssues({ form }: OperationForm, body: unknown): void {
  clearIssues(form)
  if (typeof body !== 'object' || body === null) return
  const issues = new Map(Object.entries(body).filter(([, each]) => Array.isArray(each)))
  const general = form.querySelector<HTMLElement>('[data-form-issue]')
  if (general && issues.has('non_field_errors')) show(general, issues.get('non_field_errors'))

  const fields = [...form.querySelectorAll<HTMLElement>('[data-part="body"] [data-field]')]
  const bad = fields.filter(({ dataset }) => issues.has(dataset['field'] ?? ''))
  for (const field of bad) {
    const issue = field.querySelector<HTMLElement>('.issue')
    if (issue) show(issue, issues.get(field.dataset['field'] ?? ''))
    controlIn(field)?.setAttribute('aria-invalid', 'true')
  }
  const [first] = bad
  if (first) controlIn(first)?.focus()
}

export function clearIssues(form: HTMLFormElement): void {
  for (const issue of form.querySelectorAll<HTMLElement>('.issue')) issue.hidden = true
  for (const control of form.querySelectorAll('[aria-invalid]'))
    control.removeAttribute('aria-invalid')
}

function readRaw(form: HTMLFormElement): string | undefined {
  const raw = form.querySelector<HTMLTextAreaElement>('[data-raw]')
  const issue = form.querySelector<HTMLElement>('[data-raw-issue]')
  if (!raw || !issue) return '{}'
  try {
    issue.hidden = true
    raw.removeAttribute('aria-invalid')
    return JSON.stringify(JSON.parse(raw.value))
  } catch (error) {
    show(issue, [`Invalid JSON: ${error instanceof Error ? error.message : ''}`])
    raw.setAttribute('aria-invalid', 'true')
    raw.focus()
    return undefined
  }
}

function show(issue: HTMLElement, sentences: unknown): void {
  issue.textContent = Array.isArray(sentences) ? sentences.join(' ') : String(sentences)
  issue.hidden = false
}

function controlIn(field: HTMLElement): HTMLElement | null {
  return field.querySelector<HTMLElement>('[data-kind]')
}
