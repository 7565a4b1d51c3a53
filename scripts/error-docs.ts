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
    remedy: 'Check the request line and the headers that your client sends.',
  },
  host_not_allowed: {
    why: 'The `Host` header names a host that is neither that of `PUBLIC_URL` nor in `ALLOWED_HOSTS`, is missing, or occurs more than once.',
    remedy:
      'Set `PUBLIC_URL` to the address that clients use, or add the name to `ALLOWED_HOSTS`. Behind a proxy, pass on the original `Host`.',
  },
  not_found: {
    why: 'There is nothing at this path, or no object with this ID.',
    remedy: 'Compare the path with the list of endpoints at `/docs/reference/api/`.',
  },
  not_acceptable: {
    why: 'The `Accept` header, or `?format=`, asks for a format that is not available. HTML is not available while `BROWSABLE_API_ENABLED` is off.',
    remedy: 'Accept `application/json`, or send no `Accept` header at all.',
  },
  method_not_allowed: {
    why: 'The path exists, but not with this method.',
    remedy: 'The `Allow` header of the response lists the methods that work.',
  },
  unsupported_media_type: {
    why: 'The `Content-Type` of the body is not supported.',
    remedy:
      'Send `application/json`, `application/x-www-form-urlencoded` or `multipart/form-data`.',
  },
  body_too_large: {
    why: 'The body is larger than 1 MiB, or has too many form fields.',
    remedy: 'Send a smaller body. No endpoint needs that much.',
  },
  body_unreadable: {
    why: 'The body does not match its `Content-Type`: JSON that cannot be parsed or is nested too deeply, or a form without a boundary.',
    remedy: 'The message says where parsing stopped. Check quotes and encoding (UTF-8).',
  },
  headers_too_large: {
    why: 'The request headers are too large in total.',
    remedy: 'The cause is usually cookies of other applications on the same host: clear them.',
  },
  validation_failed: {
    why: 'One or more fields are missing or not valid. All of them are named at once.',
    remedy: 'Show each message next to its field. Problem documents list them in `errors`.',
  },
  overloaded: {
    why: 'More passwords are waiting to be hashed than the server accepts. Refreshing and reading continue to work. Or more emails to people without an account were requested than `EMAILS_PER_HOUR` allows.',
    remedy:
      'Try again after the number of seconds in `Retry-After`. If this happens in normal use, add processor cores or nodes.',
  },
  unavailable: {
    why: 'The database is down, full, or too slow to respond in time.',
    remedy:
      'Try again after `Retry-After`. Operators: the log line with the same `request_id` has the cause, and `/readyz?verbose` the state. Nothing was consumed: a refresh token that was rejected with this error is still valid.',
  },
  internal_error: {
    why: 'There is a bug in the server. The response contains no details.',
    remedy: 'Report it with the log line that has the same `request_id`.',
  },
  credentials_missing: {
    why: 'The endpoint needs an access token, and the request has no `Authorization` header.',
    remedy: 'Send `Authorization: Bearer <access token>`.',
  },
  authorization_malformed: {
    why: 'The `Authorization` header is not a scheme and one token, or was sent twice.',
    remedy: 'Send exactly `Authorization: Bearer <access token>`, once.',
  },
  authorization_scheme_unknown: {
    why: 'The `Authorization` header has a scheme other than Bearer.',
    remedy: 'Use the scheme `Bearer`. Basic is ignored.',
  },
  access_token_expired: {
    why: 'The token was valid, but its lifetime is over. That is normal: it lives for 30 seconds by default.',
    remedy: 'Refresh, then repeat the request with the new token.',
  },
  access_token_invalid: {
    why: 'The token was not issued by this server for this audience, its key was revoked, or it was damaged in transit.',
    remedy:
      'Refresh once. If the new token is rejected too, compare `PUBLIC_URL` and `JWT_AUDIENCE` of all nodes, and their clocks.',
  },
  user_not_found: {
    why: 'The token is valid, but the user has been deactivated or deleted since.',
    remedy: 'Treat the user as logged out.',
  },
  permission_denied: {
    why: 'The user does not have permission to do this.',
    remedy: 'Ask an administrator for the permission that the message or the page names.',
  },
  csrf_failed: {
    why: 'A change was requested with the cookie of the console, but without its CSRF token.',
    remedy: 'Reload the console. Programs use a bearer token instead of the cookie.',
  },
  console_session_expired: {
    why: 'The console was not used for a while, the session was ended, or the cookie is missing.',
    remedy: 'Log in to the console again. Unsaved input is still on the page.',
  },
  reauthentication_required: {
    why: 'The action cannot be undone, and you entered your password too long ago.',
    remedy: 'Confirm your password, then ask again.',
  },
  invalid_credentials: {
    why: 'No user has this email and password, or the user is not active. The response does not say which, so that nobody can find out who has an account.',
    remedy: 'Check both. Administrators see the attempts in the audit trail.',
  },
  too_many_attempts: {
    why: 'Too many logins failed for this account, or from this address, within `LOGIN_LOCKOUT_DURATION`; or too many emails were asked for (`EMAIL_REQUESTS_PER_CLIENT`) or accounts registered (`REGISTRATIONS_PER_CLIENT`) from this address within an hour. `RateLimit-Policy` names the limit.',
    remedy:
      'Wait for the seconds in `Retry-After`, or ask an administrator to unlock the account or raise the limit. Open sessions continue to work.',
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
    why: 'The value is not a UUID in the usual format.',
    remedy: 'Send the refresh token exactly as it was received.',
  },
  refresh_token_invalid: {
    why: 'The session is over: logged out, expired, revoked by an administrator, or ended by a change of password or email.',
    remedy: 'Drop both tokens and log in again.',
  },
  refresh_token_reused: {
    why: 'This refresh token was replaced some time ago. Someone has a copy of it, so the session was ended for everyone.',
    remedy:
      'Log in again. If your own program did it, it refreshes in two places with separate stores: share the newest token. See [the token model](../explanation/token-model.md).',
  },
  verification_invalid: {
    why: 'The link or the code is unknown, used, expired or wrong, was guessed too often, or was created for something else. The response does not say which.',
    remedy: 'Ask for a new message, and use the newest one.',
  },
  email_unavailable: {
    why: 'The server runs in production without `SMTP_URL`.',
    remedy: 'Set `SMTP_URL` and `MAIL_FROM`; until then an administrator sets passwords.',
  },
  email_unverified: {
    why: 'The password is right, but the address was never confirmed, which `EMAIL_VERIFICATION` requires.',
    remedy:
      'Use the link or the code from the message. Resetting the password confirms the address too.',
  },
  setting_pinned: {
    why: 'An environment variable of the same name fixes the setting.',
    remedy: 'Change the variable and restart, or remove it.',
  },
  last_superuser: {
    why: 'The change would leave no active superuser.',
    remedy: 'Create another superuser first.',
  },
  version_mismatch: {
    why: 'Someone else changed the object after you read it. Your change was not made.',
    remedy: 'Read it again, and repeat your change on the current version.',
  },
  conflict: {
    why: 'Another change at the same time, or the current state, prevents this change.',
    remedy: 'Read the current state and decide again.',
  },
} as const satisfies Record<ErrorCode, ErrorCodeNote>
