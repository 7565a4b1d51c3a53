import { callApi } from '../../api/client.ts'
import type { Query } from '../../api/query.ts'
import type { RevokeResult, Session } from '../../api/shapes.ts'

export function revokeSession({ id }: Session): Promise<Session> {
  return callApi('DELETE', `sessions/${id}/`)
}

export interface RevokeRequest {
  readonly ids: readonly number[] | 'all matching'
  readonly matching: Query
}

/** How many active sessions of how many users that would end. */
export function previewRevoke(request: RevokeRequest): Promise<RevokeResult> {
  return callRevoke(request, { dry_run: true })
}

export function runRevoke(
  request: RevokeRequest,
  options: { readonly expectedCount: number; readonly includeCurrent: boolean },
): Promise<RevokeResult> {
  return callRevoke(request, {
    expected_count: options.expectedCount,
    include_current: options.includeCurrent,
  })
}

function callRevoke({ ids, matching }: RevokeRequest, more: object): Promise<RevokeResult> {
  const isAll = ids === 'all matching'
  return callApi('POST', 'sessions/revoke/', {
    isLong: true,
    query: isAll ? matching : {},
    body: { ...(isAll ? { all_matching: true } : { ids }), ...more },
  })
}
