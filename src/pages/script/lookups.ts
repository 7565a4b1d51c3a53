import { element } from './dom.ts'
import type { PageSession } from './session.ts'

interface Row {
  readonly id?: number
  readonly code?: string
  readonly name?: string
  readonly label?: string
  readonly group?: string
}

/** Fills the lists from which groups and permissions are chosen, once for each list that the page needs. */
export async function fillLookups(session: PageSession): Promise<void> {
  const selects = [...document.querySelectorAll<HTMLSelectElement>('select[data-lookup]')]
  const lists = new Set(selects.map((select) => select.dataset['lookup'] ?? ''))
  for (const list of lists) {
    const rows = await readRows(session, list)
    if (rows.length === 0) continue
    for (const select of selects.filter((each) => each.dataset['lookup'] === list)) {
      select.append(...optionsOf(rows))
      select.hidden = false
    }
  }
}

/** Writes what was chosen into the field that the list belongs to. */
export function startLookups(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || !target.dataset['lookup']) return
    const field = document.getElementById(target.dataset['for'] ?? '')
    if (!(field instanceof HTMLInputElement) || target.value === '') return
    field.value = field.dataset['kind'] === 'list' ? added(field.value, target.value) : target.value
    target.value = ''
  })
}

function added(list: string, item: string): string {
  const items = list.split(',').map((each) => each.trim())
  return [...new Set([...items, item])].filter((each) => each !== '').join(',')
}

function optionsOf(rows: readonly Row[]): HTMLElement[] {
  const titles = [...new Set(rows.map(({ group }) => group ?? ''))]
  return titles.flatMap((title) => {
    const options = rows.filter(({ group }) => (group ?? '') === title).map(optionOf)
    return title === '' ? options : [element('optgroup', { label: title }, ...options)]
  })
}

function optionOf({ id, code, name, label }: Row): HTMLOptionElement {
  return element('option', { value: code ?? String(id) }, label ?? name ?? code)
}

/** The first page is enough to choose from; whoever has more groups knows the number. */
async function readRows(session: PageSession, list: string): Promise<Row[]> {
  const token = await session.freshToken()
  const answer = await fetch(`${list}${list.endsWith('groups/') ? '?limit=200&sort=name' : ''}`, {
    headers: {
      accept: 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  }).catch(() => undefined)
  if (!answer?.ok) return []
  const { results = [] }: { results?: Row[] } = await answer.json()
  return results
}
