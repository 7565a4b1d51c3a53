/** Where the session is kept. It is read before every use, so all tabs that share a store share a session. */
export interface SessionStore {
  read(key: string): string | null
  write(key: string, text: string): void
  clear(key: string): void
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
  const attempt = <Value>(use: () => Value, otherwise: Value) => {
    try {
      return use()
    } catch {
      return otherwise
    }
  }
  return {
    read: (key) => memory.read(key) ?? attempt(() => storage().getItem(key), null),
    write(key, text) {
      memory.clear(key)
      const isStored = attempt(() => {
        storage().setItem(key, text)
        return true
      }, false)
      if (!isStored) memory.write(key, text)
    },
    clear(key) {
      memory.clear(key)
      attempt(() => storage().removeItem(key), undefined)
    },
  }
}
