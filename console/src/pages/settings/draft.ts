import type { Setting, SettingValue } from '../../api/shapes.ts'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { compactDuration, parseDuration } from './duration.ts'

/** What people have typed, by key; only settings that were touched. */
export type Drafts = Readonly<Record<string, string | boolean>>

export interface Reading {
  readonly value?: SettingValue
  readonly fault?: string
}

/** "Access Token Lifetime in seconds" is what clients of the previous server know; here the unit is typed with the value. */
export function labelOf({ label }: Setting): string {
  const name = label.replace(/ in seconds$/, '')
  return name === label ? label : `${name.charAt(0)}${name.slice(1).toLowerCase()}`
}

/** What the typed text means as a value of the setting, or why it means none. */
export function readDraft(setting: Setting, draft: string | boolean): Reading {
  if (typeof draft === 'boolean' || setting.type === 'choice') return { value: draft }
  if (setting.type === 'list') return { value: joinList(draft) }
  if (setting.type === 'text' || setting.type === 'image') return { value: draft.trim() }

  const value = setting.unit === 'seconds' ? parseDuration(draft) : parseWhole(draft)
  if (value === undefined) {
    return {
      fault: t(setting.unit === 'seconds' ? 'settings.not_duration' : 'settings.not_number', {
        text: draft,
      }),
    }
  }
  return outOfBounds(setting, value) ?? { value }
}

/** How a value looks in its field. */
export function draftOf(setting: Setting, value: SettingValue): string | boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' && setting.unit === 'seconds') return compactDuration(value)
  return setting.type === 'list' ? String(value).split(',').join('\n') : String(value)
}

/** A value in words: "15 minutes", "off", "no limit". */
export function describeValue(setting: Setting, value: SettingValue): string {
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off')
  if (value === 0 && setting.zero_means) return `0 (${setting.zero_means})`
  if (typeof value === 'number') {
    return setting.unit === 'seconds' ? formatDuration(value) : formatNumber(value)
  }
  if (value === '') return t('settings.empty')
  return setting.type === 'image' ? t('settings.picture', { count: value.length }) : value
}

/** When a change of it is felt. */
export function effectOf({ takes_effect: when }: Setting): string {
  const effect = t('settings.takes_effect', { when })
  return when === 'at once' ? effect : `${effect}. ${t('settings.issued_keep')}`
}

function parseWhole(text: string): number | undefined {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : undefined
}

function joinList(text: string): string {
  return text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(',')
}

function outOfBounds(setting: Setting, value: number): Reading | undefined {
  const { minimum, maximum } = setting
  if (minimum !== null && value < minimum) {
    return {
      fault: t('settings.too_small', {
        value: inWords(setting, value),
        minimum: inWords(setting, minimum),
      }),
    }
  }
  if (maximum !== null && value > maximum) {
    return {
      fault: t('settings.too_great', {
        value: inWords(setting, value),
        maximum: inWords(setting, maximum),
      }),
    }
  }
  return undefined
}

function inWords(setting: Setting, value: number): string {
  return setting.unit === 'seconds' ? formatDuration(value) : formatNumber(value)
}
