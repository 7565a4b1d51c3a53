import { element } from './dom.ts'
import type { PageSession } from './session.ts'

const maxSuggestions = 20
const pauseMilliseconds = 300

/** Asks what goes into the gap of an address, with suggestions from the list that the address belongs to. */
export function openDialog(session: PageSession, template: string): void {
  const gap = /\{(\w+)\}/.exec(template)?.[1] ?? 'id'
  const suggestions = element('datalist', { id: 'open-suggestions' })
  const field = element('input', { id: 'open-field', list: suggestions.id, autocomplete: 'off' })
  const cancel = element('button', { type: 'button' }, 'Cancel')
  const form = element(
    'form',
    {},
    element('h2', { id: 'open-title' }, 'Open a URL'),
    element('p', { class: 'path' }, element('code', {}, template)),
    element(
      'div',
      { class: 'field' },
      element('label', { for: field.id }, gap),
      field,
      suggestions,
    ),
    element('div', { class: 'actions' }, element('button', { class: 'primary' }, 'Open'), cancel),
  )
  const dialog = element('dialog', { 'aria-labelledby': 'open-title' }, form)

  const collection = template.split('{')[0] ?? ''
  let timer: ReturnType<typeof setTimeout> | undefined
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void suggest(field.value), pauseMilliseconds)
  })
  cancel.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const value = encodeURIComponent(field.value.trim())
    if (value !== '') location.assign(template.replace(/\{\w+\}/, value))
  })
  document.body.append(dialog)
  dialog.showModal()
  void suggest('')

  async function suggest(text: string): Promise<void> {
    const found = await search(session, collection, text)
    suggestions.replaceChildren(
      ...found.map(({ value, label }) => element('option', { value }, label)),
    )
  }
}

interface Suggestion {
  readonly value: string
  readonly label: string
}

/** The first of the collection that match; none where there is nothing to search. */
async function search(
  session: PageSession,
  collection: string,
  text: string,
): Promise<Suggestion[]> {
  const token = await session.freshToken()
  const query = new URLSearchParams({ limit: String(maxSuggestions) })
  if (text !== '' && !/^\d+$/.test(text)) query.set('q', text)
  const answer = await fetch(`${collection}?${query}`, {
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  }).catch(() => undefined)
  if (!answer?.ok) return []

  const { results }: { results?: Record<string, unknown>[] } = await answer.json()
  return (results ?? []).slice(0, maxSuggestions).map(suggestionOf)
}

function suggestionOf(row: Readonly<Record<string, unknown>>): Suggestion {
  const value = String(row['id'] ?? row['key'] ?? row['kid'])
  return { value, label: String(row['email'] ?? row['name'] ?? row['label'] ?? value) }
}
