import type { Sendable } from './sendable.ts'

/** Endpoints that the client has a method for. */
export const clientMethods: Readonly<Record<string, string>> = {
  'POST /api/register/': 'register',
  'POST /api/register/confirm/': 'confirmRegistration',
  'POST /api/login/': 'login',
  'POST /api/login/email/': 'requestEmailLogin',
  'POST /api/login/email/confirm/': 'loginWithEmail',
  'POST /api/step-up/': 'stepUp',
  'POST /api/logout/': 'logout',
  'GET /api/me/': 'getUser',
  'PUT /api/me/': 'updateUser',
  'GET /api/me/security/': 'getSecurity',
  'POST /api/me/password/': 'changePassword',
  'GET /api/me/sessions/': 'sessions.list',
  'DELETE /api/me/sessions/{id}/': 'sessions.end',
  'POST /api/me/sessions/end-others/': 'sessions.endOthers',
  'POST /api/password/reset/': 'requestPasswordReset',
  'POST /api/password/reset/check/': 'checkPasswordReset',
  'POST /api/password/reset/confirm/': 'resetPassword',
  'POST /api/email/confirm/send/': 'requestEmailConfirmation',
  'POST /api/email/confirm/': 'confirmEmail',
  'POST /api/me/email/': 'requestEmailChange',
  'POST /api/me/email/confirm/': 'confirmEmailChange',
  'GET /api/me/export/': 'exportData',
  'POST /api/me/delete/': 'deleteAccount',
}

/** The same with latchkey-client, which has the tokens: neither of them is in the program. */
export function copyAsSdk(origin: string, request: Sendable): string {
  return [
    `import { createAuthClient, localStorageStore } from 'latchkey-client'`,
    '',
    `const auth = createAuthClient({ baseURL: '${origin}', storage: localStorageStore() })`,
    ...callOf(origin, request),
  ].join('\n')
}

function callOf(origin: string, { method, url, body }: Sendable): readonly string[] {
  const [, id] = /\/(\d+)\/$/.exec(url) ?? []
  const endpoint = `${method} ${url.replace(/\?.*/, '').replace(/\/\d+\/$/, '/{id}/')}`
  const ours = clientMethods[endpoint]
  if (ours) {
    return [
      `const { data, error } = await auth.${ours}(${id ?? argumentOf(body)})`,
      'if (error) throw new Error(error.message)',
      'console.log(data)',
    ]
  }
  // Nobody has to refresh: the client does, when a request needs it.
  if (endpoint === 'POST /api/refresh/') return ['console.log(await auth.getAccessToken())']
  const options = [
    ...(method === 'GET' ? [] : [`method: '${method}'`]),
    ...(body === undefined
      ? []
      : [`headers: { 'Content-Type': 'application/json' }`, `body: ${JSON.stringify(body)}`]),
  ]
  const second = options.length > 0 ? `, { ${options.join(', ')} }` : ''
  return [
    `const response = await auth.fetch(${JSON.stringify(origin + url)}${second})`,
    'console.log(response.status, await response.text())',
  ]
}

/** The body without the refresh token, which the client has. */
function argumentOf(body: string | undefined): string {
  if (body === undefined) return ''
  try {
    const { refresh_token: _, ...own } = JSON.parse(body)
    return Object.keys(own).length > 0 ? JSON.stringify(own) : ''
  } catch {
    return body
  }
}
