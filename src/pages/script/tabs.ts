const storageKey = 'latchkey-body-tab'

/** Shows the tab that was used last in every form of the page. */
export function restoreTabs(): void {
  if (localStorage.getItem(storageKey) !== 'raw') return
  for (const tab of document.querySelectorAll<HTMLElement>('[role="tab"][id$="-raw"]')) select(tab)
}

/** Tabs by the pattern of ARIA: arrows move, and the other panel is hidden. */
export function startTabs(onSelect: (tab: HTMLElement) => void): void {
  document.addEventListener('click', ({ target }) => {
    const tab = target instanceof Element ? target.closest<HTMLElement>('[role="tab"]') : null
    if (tab) choose(tab)
  })
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || target.role !== 'tab') return
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return
    const other = [...(target.parentElement?.children ?? [])].find((each) => each !== target)
    if (!(other instanceof HTMLElement)) return
    event.preventDefault()
    choose(other)
    other.focus()
  })

  function choose(tab: HTMLElement): void {
    select(tab)
    localStorage.setItem(storageKey, tab.id.endsWith('-raw') ? 'raw' : 'form')
    onSelect(tab)
  }
}

function select(tab: HTMLElement): void {
  for (const each of tab.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]') ?? []) {
    const isSelected = each === tab
    each.setAttribute('aria-selected', String(isSelected))
    each.tabIndex = isSelected ? 0 : -1
    const panel = document.getElementById(each.getAttribute('aria-controls') ?? '')
    if (panel) panel.hidden = !isSelected
  }
}
