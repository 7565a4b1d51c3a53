import { auditActions } from '../src/features/audit/audit-actions.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const introduction = `Every change and every security event leaves one audit entry and one line in the log. The action codes are
permanent: a code is never renamed or reused.

An entry records when it happened, who acted (a user, an unknown client, the command line, the system), the action and its object,
whether it succeeded and, if not, the [error code](error-codes.md), the changed fields with their values before and after, and where
the request came from (address, user agent, request ID). An entry never contains a password or token.

Entries are kept for [AUDIT_RETENTION](settings.md#audit_retention).`

/** The manual's page about the audit trail. */
export function generateAuditEventsPage(): GeneratedFile[] {
  const rows = Object.entries(auditActions).map(([code, sentence]) => [
    codeSpan(code),
    `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`,
  ])
  const content = referencePage('Audit events', 'src/features/audit/audit-actions.ts', [
    introduction,
    markdownTable(['Action', 'What happened'], rows),
  ])
  return [{ path: 'docs/reference/audit-events.md', content }]
}
