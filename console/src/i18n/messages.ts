import { acts } from './en/acts.ts'
import { dashboard } from './en/dashboard.ts'
import { email } from './en/email.ts'
import { groups } from './en/groups.ts'
import { importing } from './en/import.ts'
import { operations } from './en/operations.ts'
import { sessions } from './en/sessions.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { users } from './en/users.ts'

/** Every text of the console, in English; another language is another set of these files. */
export const messages = {
  ...shell,
  ...acts,
  ...users,
  ...importing,
  ...sessions,
  ...groups,
  ...settings,
  ...operations,
  ...email,
  ...dashboard,
} as const

export type MessageKey = keyof typeof messages
