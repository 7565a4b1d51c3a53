import { useQuery } from '@tanstack/react-query'
import { callApi, rememberCsrfToken } from '../api/client.ts'
import type { Me } from '../api/shapes.ts'
import { takeEarlyMe } from './early-me.ts'
import { setServerTime } from './server-clock.ts'

export const meKey = ['me']
const refetchMilliseconds = 30_000

/** Who is signed in; asking does not keep the session alive. */
export function useMeQuery() {
  return useQuery({
    queryKey: meKey,
    queryFn: async () => acceptMe((await takeEarlyMe()) ?? (await callApi('GET', 'me/'))),
    refetchInterval: refetchMilliseconds,
  })
}

/** The same inside the shell, which is shown only once it is known. */
export function useMe(): Me {
  const { data } = useMeQuery()
  if (!data) throw new Error('useMe outside of the shell')
  return data
}

export function acceptMe(me: Me): Me {
  rememberCsrfToken(me.csrf_token)
  setServerTime(me.server_time)
  return me
}

/** Whether the person signed in holds a permission; the server decides again at every call. */
export function useCan(): (permission: string) => boolean {
  const { permissions } = useMe()
  return (permission) => permissions.includes(permission)
}
