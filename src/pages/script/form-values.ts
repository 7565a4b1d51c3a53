type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** What a form says as a body: fields that are empty, or as they were, are omitted. */
export function readBody(part: HTMLElement): Record<string, unknown> {
  const entries = controlsOf(part).flatMap((control) => {
    const value = isNull(part, control) ? null : readValue(control)
    return value === undefined ? [] : [[control.name, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The same for the query of the address. */
export function readQuery(part: HTMLElement | null): string {
  if (!part) return ''
  const query = new URLSearchParams()
  for (const control of controlsOf(part)) {
    const value = control instanceof HTMLSelectElement ? jsonText(control.value) : control.value
    if (value !== '') query.set(control.name, value)
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Fills a form from a body. */
export function fillBody(part: HTMLElement, body: Readonly<Record<string, unknown>>): void {
  for (const control of controlsOf(part)) {
    const value = body[control.name]
    if (value === undefined) continue
    const isText = typeof value === 'string' && control.dataset['kind'] === 'string'
    control.value = isText ? value : Array.isArray(value) ? value.join(',') : JSON.stringify(value)
  }
}

export function controlsOf(part: HTMLElement): Control[] {
  return [...part.querySelectorAll<Control>('[data-kind]')]
}

function isNull(part: HTMLElement, { id }: Control): boolean {
  return part.querySelector<HTMLInputElement>(`[data-null-for="${id}"]`)?.checked ?? false
}

function readValue(control: Control): unknown {
  const text = control.value
  const isUnchanged = control.name !== 'version' && text === beginningOf(control)
  if (!control.dataset['required'] && (text === '' || isUnchanged)) return undefined

  const { kind } = control.dataset
  if (kind === 'choice' || kind === 'boolean' || kind === 'json') return jsonOrText(text)
  if (kind === 'integer') return integerOrText(text)
  if (kind === 'list') return text.split(',').map((item) => itemOf(control, item.trim()))
  return text
}

function beginningOf(control: Control): string | undefined {
  if (!(control instanceof HTMLSelectElement)) return control.defaultValue
  return [...control.options].find((option) => option.defaultSelected)?.value
}

function itemOf(control: Control, item: string): unknown {
  return control.dataset['items'] === 'integer' ? integerOrText(item) : item
}

/** What is no integer goes as it is: the server says what is wrong with it. */
function integerOrText(text: string): unknown {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function jsonText(text: string): string {
  return text === '' ? '' : String(jsonOrText(text))
}
