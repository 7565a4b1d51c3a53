import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/client.ts'
import type { EmailDelivery } from '../../api/shapes.ts'

/** How emails leave. */
export function useDelivery() {
  return useQuery({
    queryKey: ['email/'],
    queryFn: ({ signal }) => callApi<EmailDelivery>('GET', 'email/', { signal }),
  })
}
