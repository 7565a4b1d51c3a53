import { memoryStore, type SessionStore } from './stores.ts'

/** Storage whose methods return promises, such as the key store of a phone. */
export interface AsyncStorage {
  get(key: string): Promise<string | null | undefined>
  set(key: string, text: string): Promise<unknown>
  remove(key: string): Promise<unknown>
}

/**
 * A copy of the storage in memory, so that comparing and writing is one step. It is read anew before and after each
 * refresh. What the storage does not take stays in memory, and is tried again.
 */
export function asyncStore(storage: AsyncStorage): SessionStore {
  const memory = memoryStore()
  const unsaved = new Map<string, string | null>()
  const listeners = new Set<(what: 'changed' | 'failed') => void>()
  let changes = 0
  let saving: Promise<void> | undefined

  function change(key: string, text: string | null): void {
    put(memory, key, text)
    unsaved.set(key, text)
    changes += 1
    void save()
  }

  function save(): Promise<void> {
    saving ??= saveAll().finally(() => {
      saving = undefined
    })
    return saving
  }

  async function saveAll(): Promise<void> {
    while (unsaved.size > 0) {
      const isSaved = await saveOne(storage, unsaved)
      if (isSaved) continue
      for (const listener of listeners) listener('failed')
      return
    }
  }

  return {
    read: (key) => memory.read(key),
    write: change,
    clear: (key) => change(key, null),
    async sync(key) {
      await save()
      const seen = changes
      // What could not be saved is newer than what the storage has.
      if (unsaved.has(key)) return
      const text = await storage.get(key).catch(() => memory.read(key))
      if (seen === changes) put(memory, key, text ?? null)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function put(store: SessionStore, key: string, text: string | null): void {
  if (text === null) store.clear(key)
  else store.write(key, text)
}

/** Saves one of the texts, and returns whether the storage took it. */
async function saveOne(
  storage: AsyncStorage,
  unsaved: Map<string, string | null>,
): Promise<boolean> {
  const [[key, text] = ['', null]] = unsaved
  try {
    await (text === null ? storage.remove(key) : storage.set(key, text))
    // It may have changed in between.
    if (unsaved.get(key) === text) unsaved.delete(key)
    return true
  } catch {
    return false
  }
}
