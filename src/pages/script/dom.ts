type Child = Node | string | undefined

/** Makes an element with attributes and children; text is always text, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** The element of this id, which the page's own markup has. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found as Kind
}

/** Tells users of screen readers; the others see it happen. */
export function bump(text: string): void {
  byId('events').textContent = text
}

/** Copies to the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyBySelection(text)
  }
  bump('Copied')
}

/** For pages without TLS, where browsers offer no clipboard. */
function copyBySelection(text: string): void {
  const carrier = element('textarea', { 'aria-hidden': 'true', class: 'visually-hidden' })
  carrier.value = text
  document.body.append(carrier)
  carrier.select()
  document.execCommand('copy')
  carrier.remove()
}
