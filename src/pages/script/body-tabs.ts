import { selectTab } from './tabs.ts'

const storageKey = 'latchkey-body-tab'

/** Shows the tab that was used last, Form or Raw, in every form of the page. */
export function restoreBodyTabs(): void {
  if (localStorage.getItem(storageKey) !== 'raw') return
  const tabs = document.querySelectorAll<HTMLElement>('[role="tab"][id$="-raw"]')
  for (const tab of tabs) selectTab(tab)
}

export function rememberBodyTab(tab: HTMLElement): void {
  localStorage.setItem(storageKey, tab.id.endsWith('-raw') ? 'raw' : 'form')
}
