import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { Group } from '../../api/shapes.ts'
import { useCan } from '../../state/use-me.ts'

/** The groups to choose from; none for those who may not see them. */
export function useGroups(): readonly Group[] {
  const isAllowed = useCan()('auth.view_group')
  const { data } = useQuery({
    queryKey: ['groups/', 'choice'],
    queryFn: ({ signal }) => callApi('GET', 'groups/', { query: { limit: 200 }, signal }),
    enabled: isAllowed,
  })
  return data?.results ?? []
}
