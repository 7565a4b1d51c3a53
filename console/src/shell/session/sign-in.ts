import { ApiError, readRefusal } from '../../api/api-error.ts'
import { callApi } from '../../api/client.ts'
import type { Me } from '../../api/shapes.ts'
import { base } from '../../state/base.ts'

/** Opens a new console session from the page that is open. @throws {ApiError} */
export async function signInAgain(email: string, password: string): Promise<Me> {
  const response = await fetch(`${base}/admin/login/`, {
    method: 'POST',
    headers: { accept: 'application/problem+json, application/json' },
    body: new URLSearchParams({ email, password }),
  }).catch(() => {
    throw new ApiError(0, 'network')
  })
  if (!response.ok) throw await readRefusal(response)

  return callApi('GET', 'me/')
}

/** Proves to the server that the person at the keyboard is still the one who logged in. */
export function confirmPassword(password: string): Promise<Me> {
  return callApi('POST', 'me/reauthenticate/', { body: { password } })
}
