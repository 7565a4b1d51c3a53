const eventName = 'latchkey:palette'

/** Asks for the palette; its code is read at the first time. */
export function openPalette(): void {
  window.dispatchEvent(new Event(eventName))
}

export function onPaletteAsked(open: () => void): () => void {
  window.addEventListener(eventName, open)
  return () => window.removeEventListener(eventName, open)
}
