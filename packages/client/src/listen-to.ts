/** Listens to an event of the browser; other environments have none. Returns what ends it. */
export function listenTo(
  event: 'online' | 'pagehide' | 'storage',
  listener: () => void,
): () => void {
  // Not every environment has events.
  const target = globalThis as Partial<
    Pick<EventTarget, 'addEventListener' | 'removeEventListener'>
  >
  target.addEventListener?.(event, listener)
  return () => target.removeEventListener?.(event, listener)
}
