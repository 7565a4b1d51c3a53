import type { Context } from '../../context.ts'

/** What is emailed; each has a template in every locale. */
export const emailKinds = [
  'reset_password',
  'password_changed',
  'email_changed',
  'email_changed_undo',
  'email_change_request',
  'change_email',
  'email_taken',
  'account_deleted',
  'new_device',
  'login_failures',
  'permissions_changed',
  'confirm_email',
  'email_login',
  'register',
  'already_registered',
  'invitation',
  'test',
] as const

export type EmailKind = (typeof emailKinds)[number]

export const locales = ['en', 'de'] as const

export type Locale = (typeof locales)[number]

/** The first of the client's languages that there are texts in (RFC 9110 §12.5.4), else DEFAULT_LOCALE. */
export function localeFor({ settings }: Context, acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').split(',').map((range) => {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const quality = parameters.find((each) => each.trim().startsWith('q='))
    return { language: tag.split('-')[0], quality: quality ? Number(quality.trim().slice(2)) : 1 }
  })
  const wanted = ranges
    .filter(({ quality }) => quality > 0)
    .toSorted((first, second) => second.quality - first.quality)
    .map(({ language }) => locales.find((locale) => locale === language))
  return (
    wanted.find((locale) => locale !== undefined) ??
    locales.find((locale) => locale === settings.values.DEFAULT_LOCALE) ??
    'en'
  )
}
