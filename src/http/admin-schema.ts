import type { ErrorCode } from '../errors.ts'
import { errorResponses } from './error-responses.ts'

/** How administrators prove who they are: with an access token, or with the cookie of the console. */
export const adminSecurity = [{ bearer: [] }, { console: [] }]

const everywhere = [
  'credentials_missing',
  'authorization_malformed',
  'authorization_scheme_unknown',
  'access_token_expired',
  'access_token_invalid',
  'user_not_found',
  'console_session_expired',
  'permission_denied',
  'not_acceptable',
  'unavailable',
] as const satisfies readonly ErrorCode[]

const ofBodies = [
  'csrf_failed',
  'validation_failed',
  'body_unreadable',
  'unsupported_media_type',
  'body_too_large',
] as const satisfies readonly ErrorCode[]

/** The errors of every reading route of the management API, and these. */
export function readErrors(...codes: readonly ErrorCode[]) {
  return errorResponses(...new Set([...everywhere, ...codes]))
}

/** The errors of every changing route of the management API, and these. */
export function writeErrors(...codes: readonly ErrorCode[]) {
  return errorResponses(...new Set([...everywhere, ...ofBodies, ...codes]))
}
