import type { User } from '../../api/shapes.ts'
import { t } from '../../i18n/translate.ts'

/** What the console calls them; nothing for most people. */
export function roleOf({
  is_staff,
  is_superuser,
}: Pick<User, 'is_staff' | 'is_superuser'>): string {
  if (is_superuser) return t('users.superuser')
  return is_staff ? t('users.staff') : ''
}
