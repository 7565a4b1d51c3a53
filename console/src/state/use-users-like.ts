import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { callApi } from '../api/client.ts'
import type { User } from '../api/shapes.ts'
import { useSearchReach } from './use-search-reach.ts'

const debounceMilliseconds = 250

/** Users whose email or username is like the text, found on the server; none for less than `minimum` letters. */
export function useUsersLike(text: string, { minimum = 1, limit = 20 } = {}): readonly User[] {
  const [q] = useDebouncedValue(text.trim(), debounceMilliseconds)
  const reach = useSearchReach()
  const { data } = useQuery({
    queryKey: ['users/', 'like', q, limit, reach],
    queryFn: ({ signal }) => callApi('GET', 'users/', { query: { q, limit, ...reach }, signal }),
    enabled: q.length >= minimum,
    placeholderData: keepPreviousData,
  })
  return q.length >= minimum ? (data?.results ?? []) : []
}
