import { type ErrorCode, errorMessages } from '../src/errors.ts'
import { errorShapeOf } from '../src/http/django/error-body.ts'
import { errorStatuses } from '../src/http/error-status.ts'
import { errorCodeNotes } from './error-docs.ts'
import type { GeneratedFile } from './generated-file.ts'
import { codeSpan, markdownTable, referencePage } from './markdown.ts'

const introduction = `Every error has a permanent code: it is never renamed and never reused for anything else. A client that sends
\`Accept: application/problem+json\` gets the code in the response (RFC 9457):

\`\`\`json
{
  "type": "http://localhost:8000/docs/reference/error-codes/#refresh_token_invalid",
  "title": "Invalid or expired refresh token",
  "status": 400,
  "code": "refresh_token_invalid",
  "request_id": "0f8fad5b-d9cb-469f-a165-70867728950e"
}
\`\`\`

Every other client gets the bodies of the Django server. They have four shapes:`

const shapes = {
  fields: '`{"email": ["Enter a valid email address."]}`: all invalid fields at once',
  non_field_errors: '`{"non_field_errors": ["…"]}`',
  error: '`{"error": "…"}`',
  detail: '`{"detail": "…"}`',
} as const

/** The manual's page with every code a caller can meet; `type` of a problem document points into it. */
export function generateErrorCodesPage(): GeneratedFile[] {
  const codes = Object.keys(errorMessages) as ErrorCode[]
  const content = referencePage('Error codes', 'src/errors.ts and src/http/error-status.ts', [
    introduction,
    markdownTable(
      ['Shape', 'Body'],
      Object.entries(shapes).map(([shape, body]) => [codeSpan(shape), body]),
    ),
    ...codes.map(describeCode),
  ])
  return [{ path: 'docs/reference/error-codes.md', content }]
}

function describeCode(code: ErrorCode): string {
  const { why, remedy } = errorCodeNotes[code]
  return [
    `## ${code}`,
    `> ${errorMessages[code]}`,
    `**Status** ${errorStatuses[code]} · **shape** ${codeSpan(errorShapeOf(code))}`,
    `**Why:** ${why}`,
    `**What to do:** ${remedy}`,
  ].join('\n\n')
}
