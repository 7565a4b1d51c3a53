import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { AuthClient, AuthError, Profile } from './create-client.ts'

export interface UserSession {
  /** Null when nobody is logged in. */
  readonly data: Profile | null
  /** Until it is known whether somebody is logged in. */
  readonly isPending: boolean
  /** Why the user could not be read; `data` is what it was. */
  readonly error: AuthError | null
}

interface UserStore {
  readonly get: () => UserSession
  readonly subscribe: (listener: () => void) => () => void
  readonly refetch: () => Promise<void>
}

const Context = createContext<{ client: AuthClient; users: UserStore } | null>(null)

/** Makes the client and the user available to the components inside. `initial` is what the server rendered with. */
export function AuthProvider({
  client,
  initial,
  children,
}: {
  readonly client: AuthClient
  readonly initial?: Profile | null
  readonly children?: ReactNode
}): ReactElement {
  const [value, setValue] = useState(() => ({ client, users: userStore(client, initial) }))
  useEffect(() => {
    if (value.client !== client) setValue({ client, users: userStore(client) })
  }, [client, value])
  return createElement(Context, { value }, children)
}

/** Who is logged in, in all tabs. */
export function useSession(): UserSession & { readonly refetch: () => Promise<void> } {
  const { users } = useProvided()
  const session = useSyncExternalStore(users.subscribe, users.get, users.get)
  return { ...session, refetch: users.refetch }
}

/** The client, for `login`, `logout`, `fetch` and the rest. */
export function useAuth(): AuthClient {
  return useProvided().client
}

export function SignedIn({ children }: { readonly children?: ReactNode }): ReactNode {
  return useSession().data ? children : null
}

export function SignedOut({ children }: { readonly children?: ReactNode }): ReactNode {
  const { data, isPending, error } = useSession()
  // A user who cannot be read for now is not logged out.
  return data || isPending || error ? null : children
}

function useProvided() {
  const provided = useContext(Context)
  if (!provided) throw new Error('AuthProvider is missing')
  return provided
}

function userStore(client: AuthClient, initial?: Profile | null): UserStore {
  const listeners = new Set<() => void>()
  let state: UserSession = { data: initial ?? null, isPending: initial === undefined, error: null }
  let unsubscribe: (() => void) | undefined
  let count = 0

  function set(next: UserSession): void {
    state = next
    for (const listener of listeners) listener()
  }
  /** Only the latest request counts: those before may be of another user. */
  async function refetch(): Promise<void> {
    count += 1
    const own = count
    const isLoggedIn = (await client.getSession()) !== null
    const { data, error } = isLoggedIn ? await client.getUser() : { data: null }
    if (own === count) {
      set({ data: error ? state.data : (data ?? null), isPending: false, error: error ?? null })
    }
  }
  /** A new token is no new user. */
  function hear(event: string): void {
    if (event === 'SIGNED_IN' && state.data) set({ ...state, data: null, isPending: true })
    if (/^(INITIAL|SIGNED|USER)/.test(event)) void refetch()
  }

  return {
    get: () => state,
    refetch,
    subscribe(listener) {
      listeners.add(listener)
      unsubscribe ??= client.onAuthStateChange(hear)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        unsubscribe?.()
        unsubscribe = undefined
      }
    },
  }
}
