/** Tabs by the pattern of ARIA: arrows move, and only the panel of the selected tab is shown. */
export function startTabs(onChoose: (tab: HTMLElement) => void): void {
  const choose = (tab: HTMLElement) => {
    selectTab(tab)
    onChoose(tab)
  }
  document.addEventListener('click', ({ target }) => {
    const tab = target instanceof Element ? target.closest<HTMLElement>('[role="tab"]') : null
    if (tab) choose(tab)
  })
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || target.role !== 'tab') return
    const tabs = tabsBeside(target)
    const next = tabs.at(nextIndex(key, tabs.indexOf(target), tabs.length))
    if (!next || next === target) return
    event.preventDefault()
    choose(next)
    next.focus()
  })
}

export function selectTab(tab: HTMLElement): void {
  for (const each of tabsBeside(tab)) {
    const isSelected = each === tab
    each.setAttribute('aria-selected', String(isSelected))
    each.tabIndex = isSelected ? 0 : -1
    const panel = document.getElementById(each.getAttribute('aria-controls') ?? '')
    if (panel) panel.hidden = !isSelected
  }
}

function tabsBeside(tab: HTMLElement): HTMLElement[] {
  return [...(tab.parentElement?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])]
}

function nextIndex(key: string, index: number, length: number): number {
  if (key === 'ArrowRight') return (index + 1) % length
  if (key === 'ArrowLeft') return index - 1
  if (key === 'Home') return 0
  return key === 'End' ? -1 : index
}
