import type { ErrorCode } from '../src/errors.ts'

/** What the manual says about a refusal: why it happens, and what its reader can do. */
export interface ErrorCodeNote {
  readonly why: string
  readonly remedy: string
}

/** The prose of the error codes, beside the catalogue; a code without a note does not compile. */
export const errorCodeNotes = {
  bad_request: {
    why: 'The request is not valid HTTP, or its URL cannot be decoded.',
    remedy: 'Look at the request line and the headers that your client sends.',
  },
  host_not_allowed: {
    why: 'The `Host` header names a host that is neither that of `PUBLIC_URL` nor in `ALLOWED_HOSTS`, is missing, or stands there more than once.',
    remedy:
      'Set `PUBLIC_URL` to the address that clients use, or add the name to `ALLOWED_HOSTS`. Behind a proxy, pass the original `Host` on.',
  },
  not_found: {
    why: 'There is nothing at this path, or no object with this id.',
    remedy: 'Compare the path with the list of endpoints at `/docs/reference/api/`.',
  },
  not_acceptable: {
    why: 'The `Accept` header, or `?format=`, asks for a representation that is not served here. HTML is one of those while `BROWSABLE_API_ENABLED` is off.',
    remedy: 'Accept `application/json`, or send no `Accept` header at all.',
  },
  method_not_allowed: {
    why: 'The path exists, but not with this method.',
    remedy: 'The `Allow` header of the answer lists the methods that do.',
  },
  unsupported_media_type: {
    why: 'The body has a `Content-Type` that is not read here.',
    remedy:
      'Send `application/json`, `application/x-www-form-urlencoded` or `multipart/form-data`.',
  },
  body_too_large: {
    why: 'The body is larger than 1 MiB, or has too many form fields.',
    remedy: 'Send less. No endpoint needs as much.',
  },
  body_unreadable: {
    why: 'The body is not what its `Content-Type` says: JSON that does not parse or is nested too deeply, a form without a boundary.',
    remedy: 'The message says where reading stopped. Check quotes and encoding (UTF-8).',
  },
  headers_too_large: {
    why: 'The request headers together are larger than the server reads.',
    remedy: 'Usually cookies of other applications on the same host: clear them.',
  },
  validation_failed: {
    why: 'One or more fields are missing or not valid. All of them are named at once.',
    remedy: 'Show each message beside its field. Problem documents carry them in `errors`.',
  },
  overloaded: {
    why: 'More passwords wait to be hashed than the server takes on. Refreshing and reading go on.',
    remedy:
      'Try again after the seconds in `Retry-After`. If it happens in everyday use, add processor cores or nodes.',
  },
  unavailable: {
    why: 'The database is away, full, or too slow to answer in time.',
    remedy:
      'Try again after `Retry-After`. Operators: the log line with the same `request_id` has the cause, and `/readyz?verbose` the state. Nothing was consumed: a refresh token that was refused so is still good.',
  },
  internal_error: {
    why: 'The server met a bug. Nothing about it is in the answer.',
    remedy: 'Report it with the log line that has the same `request_id`.',
  },
  credentials_missing: {
    why: 'The endpoint wants an access token and the request has no `Authorization` header.',
    remedy: 'Send `Authorization: Bearer <access token>`.',
  },
  authorization_malformed: {
    why: 'The `Authorization` header is not a scheme and one token, or was sent twice.',
    remedy: 'Send exactly `Authorization: Bearer <access token>`, once.',
  },
  authorization_scheme_unknown: {
    why: 'The `Authorization` header has a scheme other than Bearer.',
    remedy: 'Use the scheme `Bearer`. Basic is not looked at.',
  },
  access_token_expired: {
    why: 'The token was good, but its lifetime is over. That is everyday life: it lives 30 seconds by default.',
    remedy: 'Refresh, then repeat the request with the new token.',
  },
  access_token_invalid: {
    why: 'The token was not issued by this server for this audience, its key was withdrawn, or it was damaged on the way.',
    remedy:
      'Refresh once. If that token is refused too, compare `PUBLIC_URL` and `JWT_AUDIENCE` of all nodes, and their clocks.',
  },
  user_not_found: {
    why: 'The token is good, but its account was deactivated or deleted since.',
    remedy: 'Treat the person as logged out.',
  },
  permission_denied: {
    why: 'The account may not do this.',
    remedy: 'Ask an administrator for the permission that the message or the page names.',
  },
  csrf_failed: {
    why: 'A change was asked for with the cookie of the console, without the proof that the console itself asks.',
    remedy: 'Reload the page of the console. Programs use a bearer token instead of the cookie.',
  },
  console_session_expired: {
    why: 'The console was not used for a while, the session was ended, or the cookie is missing.',
    remedy: 'Log in to the console again. What was typed but not saved is still on the page.',
  },
  reauthentication_required: {
    why: 'What you asked for cannot be undone, and you gave your password some time ago.',
    remedy: 'Confirm your password, then ask again.',
  },
  invalid_credentials: {
    why: 'No account has this email and password, or it may not be used. Which of these is not said, so that nobody can find out who has an account.',
    remedy: 'Check both. Administrators see the attempts in the audit trail.',
  },
  too_many_attempts: {
    why: 'Too many log-ins failed for this account, or from this address, within `LOGIN_LOCKOUT_DURATION`.',
    remedy:
      'Wait for the seconds in `Retry-After`, or ask an administrator to unlock the account. Sessions that are already open go on.',
  },
  registration_disabled: {
    why: 'An administrator switched `REGISTRATION_ENABLED` off.',
    remedy: 'Ask an administrator for an account.',
  },
  refresh_token_required: {
    why: 'The body has no `refresh_token`.',
    remedy: 'Send `{"refresh_token": "…"}`.',
  },
  refresh_token_malformed: {
    why: 'The value is not a UUID in its usual spelling.',
    remedy: 'Send the refresh token exactly as it was received.',
  },
  refresh_token_invalid: {
    why: 'The session is over: logged out, expired, revoked by an administrator, or ended by a change of password or email.',
    remedy: 'Drop both tokens and log in again.',
  },
  refresh_token_reused: {
    why: 'This refresh token was replaced by a later one some time ago. Somebody has a copy of it, so the session was ended for everybody.',
    remedy:
      'Log in again. If your own program did it, it refreshes in two places with separate stores: share the newest token. See [the token model](../explanation/token-model.md).',
  },
  verification_invalid: {
    why: 'The link or the code is unknown, used, expired or wrong, was guessed too often, or was made for something else. Which of these it was is not told.',
    remedy: 'Ask for a new message, and use the newest one.',
  },
  email_unavailable: {
    why: 'The server runs in production without `SMTP_URL`.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`; until then an administrator sets passwords.',
  },
  email_unverified: {
    why: 'The password is right, but the address was never confirmed, which `EMAIL_VERIFICATION` requires.',
    remedy:
      'Use the link or the code of the message. Resetting the password confirms the address too.',
  },
  setting_pinned: {
    why: 'The setting is fixed by an environment variable of its name.',
    remedy: 'Change the variable and restart, or remove it.',
  },
  last_superuser: {
    why: 'The change would leave no active superuser.',
    remedy: 'Make another superuser first.',
  },
  version_mismatch: {
    why: 'Somebody else changed the object after you read it. Nothing was changed now.',
    remedy: 'Read it again, and repeat your change on what it is now.',
  },
  conflict: {
    why: 'Another change made at the same time, or the present state, rules this one out.',
    remedy: 'Read the state and decide anew.',
  },
} as const satisfies Record<ErrorCode, ErrorCodeNote>
