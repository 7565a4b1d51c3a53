/** Reads the list of the shortcuts, which few people open, when it is asked for. */
export async function openShortcutList(): Promise<void> {
  const list = await import('./shortcut-list.tsx')
  list.openShortcutList()
}
