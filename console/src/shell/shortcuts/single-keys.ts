import { readStored, useStored } from '../../state/stored-value.ts'

/** Shortcuts of one letter can be switched off: speech input types letters (WCAG 2.1.4). */
export function singleKeysAreOn(): boolean {
  return readStored('single-keys') !== 'off'
}

export function useSingleKeys() {
  const [stored, store] = useStored('single-keys')
  return [stored !== 'off', (isOn: boolean) => store(isOn ? undefined : 'off')] as const
}

/** Whether a key may be a shortcut of one letter: switched on, and not meant for something else. */
export function isSingleKey(event: KeyboardEvent): boolean {
  return singleKeysAreOn() && isFree(event)
}

/** Whether a key is meant for the page as a whole: not typed into a field, not for an open dialog or menu. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  const target = event.target
  return !(target instanceof HTMLElement) || !(isField(target) || isInDialog(target))
}

function isField(element: HTMLElement): boolean {
  const typing = 'input:not([type=checkbox]):not([type=radio]), textarea, select'
  return element.matches(typing) || element.isContentEditable
}

function isInDialog(element: HTMLElement): boolean {
  return element.closest('[role=dialog], [role=menu]') !== null
}
