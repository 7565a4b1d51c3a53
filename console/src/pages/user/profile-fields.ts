import type { UserDetail } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'

export interface ProfileFields {
  readonly email: string
  readonly username: string
  readonly is_staff: boolean
  readonly is_superuser: boolean
}

export type ProfileField = keyof ProfileFields

export const profileFieldNames = ['email', 'username', 'is_staff', 'is_superuser'] as const

export function profileOf(user: UserDetail): ProfileFields {
  const { email, username, is_staff, is_superuser } = user
  return { email, username: username ?? '', is_staff, is_superuser }
}

/** The fields that differ between two versions. */
export function differingFields(one: ProfileFields, other: ProfileFields): ProfileField[] {
  return profileFieldNames.filter((name) => one[name] !== other[name])
}

/** Those fields as the server takes them. */
export function changesOf(fields: ProfileFields, names: readonly ProfileField[]): object {
  return Object.fromEntries(
    names.map((name) => [name, name === 'username' ? fields.username || null : fields[name]]),
  )
}

export function labelOfField(name: ProfileField): string {
  const labels = {
    email: 'users.email',
    username: 'users.username',
    is_staff: 'users.staff',
    is_superuser: 'users.superuser',
  } as const
  return t(labels[name])
}

export function textOfField(value: string | boolean): string {
  if (typeof value === 'boolean') return t(value ? 'list.yes' : 'list.no')
  return value || t('settings.empty')
}
