import { auditActions } from '../src/features/audit/audit-actions.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const introduction = `Every change and every security event leaves one audit entry and one line in the log. The
action codes are permanent: a code is never renamed or reused.

An entry says when, who (a user, nobody known, the command line, the system), what (the action and the object),
whether it succeeded and if not with which [code](error-codes.md), which fields changed from what to what, and
from where (address, user agent, request id). Passwords and tokens never stand in an entry.

Entries are kept for [AUDIT_RETENTION](settings.md#audit_retention).`

/** The manual's page about the audit trail. */
export function generateAuditEventsPage(): GeneratedFile[] {
  const rows = Object.entries(auditActions).map(([code, sentence]) => [
    codeSpan(code),
    `Somebody ${sentence}.`,
  ])
  const content = referencePage('Audit events', 'src/features/audit/audit-actions.ts', [
    introduction,
    markdownTable(['Action', 'Meaning'], rows),
  ])
  return [{ path: 'docs/reference/audit-events.md', content }]
}
