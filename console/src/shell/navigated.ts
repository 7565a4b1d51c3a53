import { createContext, use } from 'react'

/** Tells whether people have changed pages since this document was loaded. */
export const NavigatedContext = createContext<() => boolean>(() => false)

export function useNavigated(): () => boolean {
  return use(NavigatedContext)
}
