import { callApi } from '../../api/client.ts'
import type { User, UserDetail } from '../../api/shapes.ts'
import type { RequestBody } from '../../api/typed-paths.ts'
import type { Deactivation } from '../users/deactivation.ts'

/** Changes fields of the user that was seen. @throws {ApiError} `version_mismatch` when it is another one by now. */
export function changeUser(
  user: User,
  changes: RequestBody<'PATCH', `users/${number}/`>,
  version = user.version,
): Promise<UserDetail> {
  return callApi('PATCH', `users/${user.id}/`, { body: { ...changes, version } })
}

export function deactivateUser(user: User, deactivation: Deactivation): Promise<UserDetail> {
  return actOn(user, 'deactivate', deactivation)
}

export const activateUser = (user: User): Promise<UserDetail> => actOn(user, 'activate')
export const restoreUser = (user: User): Promise<UserDetail> => actOn(user, 'restore')
export const unlockUser = (user: User): Promise<UserDetail> => actOn(user, 'unlock')

export function deleteUser(user: User): Promise<UserDetail> {
  return callApi('DELETE', `users/${user.id}/`)
}

export function purgeUser(user: User): Promise<unknown> {
  return callApi('POST', `users/${user.id}/purge/`, { body: { confirm: user.email } })
}

export function revokeSessionsOf(user: User): Promise<{ readonly revoked: number }> {
  return callApi('POST', `users/${user.id}/revoke-sessions/`, { body: {} })
}

export const sendReset = (user: User): Promise<UserDetail> => actOn(user, 'send-reset')

export function setPasswordOf(user: User, password: string, signOut: boolean): Promise<UserDetail> {
  return callApi('POST', `users/${user.id}/set-password/`, {
    body: { password, sign_out_everywhere: signOut },
  })
}

type Act = 'activate' | 'deactivate' | 'restore' | 'send-reset' | 'unlock'

function actOn(user: User, act: Act, body: Deactivation = {}): Promise<UserDetail> {
  return callApi('POST', `users/${user.id}/${act}/`, { body })
}
