import { callApi } from '../../api/client.ts'
import type { Query } from '../../api/query.ts'
import type { BulkResult } from '../../api/shapes.ts'

export type BulkAction =
  | 'activate'
  | 'deactivate'
  | 'delete'
  | 'restore'
  | 'add_group'
  | 'remove_group'
  | 'revoke_sessions'

export interface BulkRequest {
  readonly action: BulkAction
  readonly group?: number | undefined
  /** The users chosen one by one, or everything that the filter matches. */
  readonly ids: readonly number[] | 'all matching'
  readonly matching: Query
}

/** What the act would do, without doing it. */
export function previewBulk(request: BulkRequest): Promise<BulkResult> {
  return callBulk(request, { dry_run: true })
}

/** Does it, in as many calls as the server needs; the sums of what they did. */
export async function runBulk(
  request: BulkRequest,
  options: { readonly expectedCount: number; readonly includeMe: boolean },
): Promise<BulkResult> {
  const first = { include_me: options.includeMe, expected_count: options.expectedCount }
  let sum = await callBulk(request, first)
  while (sum.next_after_id !== null) {
    const next = await callBulk(request, {
      include_me: options.includeMe,
      after_id: sum.next_after_id,
    })
    sum = {
      ...sum,
      changed: sum.changed + next.changed,
      unchanged: sum.unchanged + next.unchanged,
      failed: [...sum.failed, ...next.failed],
      sessions_revoked: sum.sessions_revoked + next.sessions_revoked,
      next_after_id: next.next_after_id,
    }
  }
  return sum
}

function callBulk(
  { action, group, ids, matching }: BulkRequest,
  more: object,
): Promise<BulkResult> {
  const isAll = ids === 'all matching'
  return callApi<BulkResult>('POST', 'users/bulk/', {
    query: isAll ? matching : {},
    body: { action, group, ...(isAll ? { all_matching: true } : { ids }), ...more },
  })
}
