import { element } from './dom.ts'
import { selectTab, startTabs } from './tabs.ts'

const storageKey = 'latchkey-manual-tabs'
const maxRemembered = 10

/** Makes tabs of the alternatives on the page: a choice holds for all that offer it, here and on the next page. */
export function startManualTabs(): void {
  const groups = document.querySelectorAll<HTMLElement>('[data-tabs]')
  for (const [index, group] of [...groups].entries()) addTabs(group, `tabs-${index}`)
  restore()
  startTabs((tab) => {
    const label = tab.textContent
    const labels = [label, ...remembered().filter((each) => each !== label)]
    localStorage.setItem(storageKey, JSON.stringify(labels.slice(0, maxRemembered)))
    const top = tab.getBoundingClientRect().top
    restore()
    // The other groups change their height, and the chosen tab stays where it was.
    scrollBy(0, tab.getBoundingClientRect().top - top)
  })
}

function addTabs(group: HTMLElement, prefix: string): void {
  const panels = [...group.querySelectorAll<HTMLElement>('[data-label]')]
  const tabs = panels.map((panel, index) => {
    panel.id = `${prefix}-panel-${index}`
    panel.role = 'tabpanel'
    panel.setAttribute('aria-labelledby', `${prefix}-${index}`)
    const attributes = { type: 'button', role: 'tab', id: `${prefix}-${index}` }
    return element(
      'button',
      { ...attributes, 'aria-controls': panel.id },
      panel.dataset['label'] ?? '',
    )
  })
  group.prepend(
    element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Alternatives' }, ...tabs),
  )
  if (tabs[0]) selectTab(tabs[0])
}

/** Of the labels of a group, the one that was chosen last. */
function restore(): void {
  for (const list of document.querySelectorAll('[data-tabs] > [role="tablist"]')) {
    const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')]
    const label = remembered().find((each) => tabs.some((tab) => tab.textContent === each))
    const tab = tabs.find((each) => each.textContent === label)
    if (tab) selectTab(tab)
  }
}

function remembered(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.map(String) : []
  } catch {
    return []
  }
}
