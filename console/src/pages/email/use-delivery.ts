import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'

/** How emails are delivered. */
export function useDelivery(isAllowed = true) {
  return useQuery({
    queryKey: ['email/'],
    queryFn: ({ signal }) => callApi('GET', 'email/', { signal }),
    enabled: isAllowed,
  })
}
