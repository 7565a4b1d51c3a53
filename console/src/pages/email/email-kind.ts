import { type MessageKey, messages } from '../../i18n/messages.ts'
import { t } from '../../i18n/translate.ts'

/** What an email is about; one of a kind that this version does not know stays as its code. */
export function labelOfKind(kind: string): string {
  const key = `email_kind.${kind}`
  return Object.hasOwn(messages, key) ? t(key as MessageKey) : kind
}

/** Every kind, for a choice. */
export const kindOptions = Object.keys(messages)
  .filter((key) => key.startsWith('email_kind.'))
  .map((key) => {
    const value = key.slice('email_kind.'.length)
    return { value, label: labelOfKind(value) }
  })
