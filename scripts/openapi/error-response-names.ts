/** Response components for several error codes, under the names that generated clients show. */
const namesByCodes: Readonly<Record<string, string>> = {
  'body_unreadable refresh_token_required refresh_token_malformed refresh_token_invalid refresh_token_reused':
    'RefreshRejected',
  'body_unreadable refresh_token_required refresh_token_malformed': 'LogoutRejected',
  'credentials_missing authorization_malformed authorization_scheme_unknown access_token_expired access_token_invalid user_not_found':
    'Unauthorized',
  'credentials_missing authorization_malformed authorization_scheme_unknown access_token_expired access_token_invalid user_not_found console_session_expired':
    'StaffUnauthorized',
  permission_denied: 'Forbidden',
  'permission_denied csrf_failed': 'ChangeForbidden',
  'permission_denied reauthentication_required csrf_failed': 'SensitiveActionForbidden',
  'overloaded unavailable': 'OverloadedOrUnavailable',
  'unavailable email_unavailable': 'EmailUnavailable',
  'overloaded unavailable email_unavailable': 'OverloadedOrEmailUnavailable',
}

/** @throws {Error} for several codes that have no name yet. */
export function errorResponseName(codes: readonly string[]): string {
  const key = codes.join(' ')
  const name = namesByCodes[key] ?? (codes.length === 1 ? pascalCase(key) : undefined)
  if (name === undefined) throw new Error(`Name this response in error-response-names.ts: ${key}`)
  return name
}

function pascalCase(code: string): string {
  return code
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
