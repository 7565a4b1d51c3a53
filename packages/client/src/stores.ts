import { listenTo } from './listen-to.ts'

/** Where the session is kept. It is read before every use, so all tabs that share a store share a session. */
export interface SessionStore {
  read(key: string): string | null
  write(key: string, text: string): void
  clear(key: string): void
  /** For storage that takes its time: saves what was written, then brings what `read` returns up to date. */
  sync?(key: string): Promise<void>
  /** Hears of changes by other tabs, and with `'failed'` that the storage did not take what was written. */
  subscribe?(listener: (what: 'changed' | 'failed') => void): () => void
}

/** Forgets the session with the page. */
export function memoryStore(): SessionStore {
  const texts = new Map<string, string>()
  return {
    read: (key) => texts.get(key) ?? null,
    write: (key, text) => void texts.set(key, text),
    clear: (key) => void texts.delete(key),
  }
}

/** Keeps the session until the tab is closed. Scripts of the page can read it. */
export function sessionStorageStore(): SessionStore {
  return webStore(() => globalThis.sessionStorage)
}

/** Shares the session among tabs and keeps it. Scripts of the page can read it. */
export function localStorageStore(): SessionStore {
  return webStore(() => globalThis.localStorage)
}

/** Storage that throws (private mode, quota) is replaced by memory, so that this tab stays logged in. */
function webStore(storage: () => Storage): SessionStore {
  const memory = memoryStore()
  const listeners = new Set<(what: 'changed' | 'failed') => void>()
  return {
    read(key) {
      try {
        return memory.read(key) ?? storage().getItem(key)
      } catch {
        return null
      }
    },
    write(key, text) {
      memory.clear(key)
      try {
        storage().setItem(key, text)
      } catch {
        memory.write(key, text)
        for (const listener of listeners) listener('failed')
      }
    },
    clear(key) {
      memory.clear(key)
      try {
        storage().removeItem(key)
      } catch {}
    },
    subscribe(listener) {
      listeners.add(listener)
      // Browsers send this to the other tabs alone.
      const stop = listenTo('storage', () => listener('changed'))
      return () => {
        listeners.delete(listener)
        stop()
      }
    },
  }
}
