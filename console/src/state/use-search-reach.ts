import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/client.ts'
import { useCan } from './use-me.ts'

const freshMilliseconds = 300_000

/** Searches of users look anywhere in a text as long as there are few enough for the server to count (10,000). */
export function useSearchReach(): { readonly contains?: true } {
  const { data } = useQuery({
    queryKey: ['number of users'],
    queryFn: ({ signal }) =>
      callApi('GET', 'users/', {
        query: { state: 'active,deactivated,deleted', limit: 1 },
        signal,
      }),
    enabled: useCan()('users.view_user'),
    staleTime: freshMilliseconds,
  })
  return data?.count_is_exact ? { contains: true } : {}
}
