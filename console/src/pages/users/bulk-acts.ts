import { callApi } from '../../api/client.ts'
import { passGate } from '../../api/gates.ts'
import type { Query } from '../../api/query.ts'
import type { BulkResult } from '../../api/shapes.ts'
import type { Deactivation } from './deactivation.ts'

export type BulkAction =
  | 'activate'
  | 'deactivate'
  | 'delete'
  | 'restore'
  | 'add_group'
  | 'remove_group'
  | 'revoke_sessions'

export interface BulkRequest extends Deactivation {
  readonly action: BulkAction
  readonly group?: number | undefined
  /** The users chosen one by one, or everything that the filter matches. */
  readonly ids: readonly number[] | 'all matching'
  readonly matching: Query
}

/** What the act would do, and whom it would be refused for, without doing it. */
export async function previewBulk(request: BulkRequest): Promise<BulkResult> {
  const preview = await callInBatches(request, { dry_run: true })
  const wantsPassword = preview.failed.some(({ code }) => code === 'reauthentication_required')
  const hasPassed = wantsPassword && (await passGate('reauthentication_required'))
  return hasPassed ? callInBatches(request, { dry_run: true }) : preview
}

/** Does it, in as many calls as the server needs; the sums of what they did. */
export function runBulk(
  request: BulkRequest,
  options: { readonly expectedCount: number; readonly includeMe: boolean },
): Promise<BulkResult> {
  const expected = { expected_count: options.expectedCount }
  return callInBatches(request, { include_me: options.includeMe }, expected)
}

async function callInBatches(
  request: BulkRequest,
  more: object,
  onlyFirst: object = {},
): Promise<BulkResult> {
  let sum = await callBulk(request, { ...more, ...onlyFirst })
  while (sum.next_after_id !== null) {
    const next = await callBulk(request, { ...more, after_id: sum.next_after_id })
    sum = {
      ...sum,
      includes_me: sum.includes_me || next.includes_me,
      changed: sum.changed + next.changed,
      unchanged: sum.unchanged + next.unchanged,
      failed: [...sum.failed, ...next.failed],
      sessions_revoked: sum.sessions_revoked + next.sessions_revoked,
      next_after_id: next.next_after_id,
    }
  }
  return sum
}

function callBulk({ ids, matching, ...request }: BulkRequest, more: object): Promise<BulkResult> {
  const isAll = ids === 'all matching'
  return callApi('POST', 'users/bulk/', {
    isLong: true,
    query: isAll ? matching : {},
    body: { ...request, ...(isAll ? { all_matching: true } : { ids }), ...more },
  })
}
