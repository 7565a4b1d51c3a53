import type { SessionDetails } from './session-record.ts'
import type { AuthEvent, AuthListener } from './stored-session.ts'

/** Those who listen. They are called in a later task, so that they may use the client. */
export function eventsOf(getDetails: () => Promise<SessionDetails | null>) {
  const listeners = new Set<AuthListener>()
  const tell = (listener: AuthListener, ...event: Parameters<AuthListener>) =>
    setTimeout(() => listeners.has(listener) && listener(...event))
  const notify: AuthListener = (...event) => {
    for (const listener of listeners) tell(listener, ...event)
  }

  return {
    notify,
    notifyNow: async (event: AuthEvent) => notify(event, await getDetails()),
    clear: () => listeners.clear(),
    /** The listener hears `INITIAL_SESSION` first. Returns what ends it. */
    onAuthStateChange(listener: AuthListener): () => void {
      listeners.add(listener)
      void getDetails().then((details) => tell(listener, 'INITIAL_SESSION', details))
      return () => void listeners.delete(listener)
    },
  }
}
