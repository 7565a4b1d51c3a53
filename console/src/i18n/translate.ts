import { isPseudo, locale } from './locale.ts'
import { type MessageKey, messages } from './messages.ts'
import { pseudo } from './pseudo.ts'

export type MessageValues = Readonly<Record<string, string | number>>

const plurals = new Intl.PluralRules(locale)
const numbers = new Intl.NumberFormat(locale)

/** The text for `key`, its `{placeholders}` filled; plural forms follow `values.count`. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  const template = templateOf(key, values)
  const text = isPseudo ? pseudo(template) : template
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name]
    if (value === undefined) return placeholder
    return typeof value === 'number' ? numbers.format(value) : value
  })
}

function templateOf(key: MessageKey, values: MessageValues): string {
  const message: string | { one: string; other: string } = messages[key]
  if (typeof message === 'string') return message
  return plurals.select(Number(values['count'])) === 'one' ? message.one : message.other
}
