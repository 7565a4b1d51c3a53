import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

/** Reads a preference of this browser; private windows and full storage simply have none. */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(`latchkey.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`latchkey.${key}`)
    else localStorage.setItem(`latchkey.${key}`, value)
  } finally {
    for (const listener of listeners) listener()
  }
}

/** A preference of this browser, and how to change it; every component that reads it follows. */
export function useStored(key: string) {
  const value = useSyncExternalStore(subscribe, () => readStored(key))
  return [value, (next: string | undefined) => writeStored(key, next)] as const
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
