import MiniSearch from 'minisearch'
import { base } from './base.ts'
import { bump, byId, element } from './dom.ts'
import { searchOptions } from './search-options.ts'

const shownResults = 8

/** Searches the manual in the browser, with the index that the build made. `/` leads to the field. */
export function startSearch(): void {
  const form = byId<HTMLFormElement>('search')
  const field = byId<HTMLInputElement>('search-field')
  const results = byId('search-results')
  const close = () => results.replaceChildren()
  let index: Promise<MiniSearch> | undefined

  const show = async () => {
    index ??= loadIndex(form.dataset['index'] ?? '')
    const loaded = await index
    const query = field.value.trim()
    if (query === '') close()
    else showResults(results, loaded, query)
  }
  // The next letter tries again.
  const showFailure = () => {
    index = undefined
    results.replaceChildren(element('li', {}, 'The search could not be loaded. Try again.'))
    bump('The search could not be loaded')
  }
  field.addEventListener('input', () => void show().catch(showFailure))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    results.querySelector('a')?.click()
  })
  results.addEventListener('click', close)
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.matches('input, select, textarea')) return
    event.preventDefault()
    field.focus()
  })
}

async function loadIndex(url: string): Promise<MiniSearch> {
  const response = await fetch(url)
  if (!response.ok)
    throw new Error(`the index of the manual could not be loaded: ${response.status}`)
  return MiniSearch.loadJSON(await response.text(), searchOptions)
}

function showResults(list: HTMLElement, index: MiniSearch, query: string): void {
  const found = index.search(query)
  const items = found
    .slice(0, shownResults)
    .map(({ id, heading, page }) =>
      element(
        'li',
        {},
        element(
          'a',
          { href: base + id },
          heading,
          element('span', {}, heading === page ? '' : page),
        ),
      ),
    )
  const none = element('li', {}, `No section matches "${query}".`)
  list.replaceChildren(...(items.length > 0 ? items : [none]))
  bump(found.length === 1 ? '1 result' : `${found.length} results`)
}
