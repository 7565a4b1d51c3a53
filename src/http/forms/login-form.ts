import type { ApiError } from '../../errors.ts'
import type { FormField } from './form-page.ts'

/** The fields of a login, with the email that was typed before. */
export function credentialFields(email: string | undefined): FormField[] {
  return [
    {
      name: 'email',
      label: 'Email',
      type: 'email',
      autocomplete: 'username',
      value: email ?? '',
    },
    { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
  ]
}

/** Why a login failed; what wrong credentials mean is for the page to say. */
export function loginMessage(
  { code, message, retryAfterSeconds }: ApiError,
  wrongCredentials: string,
): string {
  if (code === 'invalid_credentials') return wrongCredentials
  if (code !== 'too_many_attempts' || retryAfterSeconds === undefined) return message
  return `Too many failed attempts. Try again in ${Math.ceil(retryAfterSeconds / 60)} min.`
}
