import { durationSeconds, Issue } from '../../config/value-parsers.ts'
import { durationText } from '../../text/duration.ts'
import { readSvgLogo } from '../../text/svg-logo.ts'
import {
  definitionOf,
  type ImageDefinition,
  type IntegerDefinition,
  type ListDefinition,
  type SettingDefinition,
  type SettingKey,
  type SettingValues,
  type TextDefinition,
} from './definitions.ts'

/** What is wrong with this value for this setting, as one sentence; undefined when it is allowed. */
export function validateValue(key: SettingKey, value: unknown): string | undefined {
  const definition: SettingDefinition = definitionOf(key)
  switch (definition.type) {
    case 'integer':
      return isWithin(definition, value) ? undefined : boundsOf(definition)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Must be true or false.'
    case 'choice':
      return definition.choices.includes(String(value)) && typeof value === 'string'
        ? undefined
        : `Must be one of ${definition.choices.join(', ')}.`
    case 'list':
      return isList(definition, value) ? undefined : 'Must be names separated by commas.'
    case 'text':
      return textIssue(definition, value)
    case 'image':
      return imageIssue(definition, value)
  }
}

/** Settings that contradict each other, and the sentence that says how. */
export interface Contradiction {
  readonly keys: readonly SettingKey[]
  readonly message: string
}

/** What is wrong with the settings together. */
export function validateCombination(values: SettingValues): Contradiction | undefined {
  if (values.ACCESS_TOKEN_LIFETIME <= values.REFRESH_TOKEN_LIFETIME) return undefined
  const message = 'An access token may not live longer than the refresh token that renews it.'
  return { keys: ['ACCESS_TOKEN_LIFETIME', 'REFRESH_TOKEN_LIFETIME'], message }
}

/** Reads a value from text, as the environment and the command line give it; bounds are checked. */
export function parseSettingText(key: SettingKey, text: string): unknown | Issue {
  const value = readText(definitionOf(key), text)
  const issue = validateValue(key, value)
  return issue === undefined ? value : new Issue(lowerFirst(issue))
}

/** A value as a client sends it; durations and lists may be texts, as people write them. */
export function readSettingValue(key: SettingKey, given: unknown): unknown {
  const definition: SettingDefinition = definitionOf(key)
  const isWritten =
    definition.type === 'list' ||
    definition.type === 'text' ||
    definition.type === 'image' ||
    (definition.type === 'integer' && definition.unit === 'seconds')
  return isWritten && typeof given === 'string' ? readText(definition, given) : given
}

function readText(definition: SettingDefinition, text: string): unknown {
  if (definition.type === 'boolean') return readBoolean(text)
  if (definition.type === 'integer') {
    if (definition.unit !== 'seconds') return /^\d{1,15}$/.test(text) ? Number(text) : text
    const seconds = durationSeconds(text)
    return seconds instanceof Issue ? text : seconds
  }
  if (definition.type === 'text') return text.trim()
  if (definition.type === 'image') return readImage(definition, text)
  return definition.type === 'list' ? text.toLowerCase().replaceAll(/\s/g, '') : text
}

function readBoolean(text: string): unknown {
  const lower = text.toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(lower)) return true
  return ['false', '0', 'no', 'off'].includes(lower) ? false : text
}

function isWithin(definition: IntegerDefinition, value: unknown): boolean {
  return (
    Number.isInteger(value) &&
    (value as number) >= definition.minimum &&
    (value as number) <= definition.maximum
  )
}

function boundsOf({ minimum, maximum, unit }: IntegerDefinition): string {
  if (unit === 'seconds') {
    return `Must be a duration from ${durationText(minimum)} to ${durationText(maximum)}.`
  }
  return `Must be a whole number of ${unit} from ${minimum} to ${maximum}.`
}

function isList(definition: ListDefinition, value: unknown): boolean {
  if (typeof value !== 'string' || value.length > definition.maximumLength) return false
  return value === '' || value.split(',').every((part) => definition.pattern.test(part))
}

function textIssue(
  { maximumLength, pattern, issueOf }: TextDefinition,
  value: unknown,
): string | undefined {
  if (typeof value !== 'string' || value.length > maximumLength || value !== value.trim()) {
    return `Must be one line of at most ${maximumLength} characters.`
  }
  if (value !== '' && issueOf) return issueOf(value)
  return !pattern || pattern.test(value) ? undefined : 'Must be one line, without <, > and ".'
}

/** As it is stored; what cannot be read stays as it is, and is found wrong. */
function readImage({ maximumLength }: ImageDefinition, text: string): string {
  const given = text.trim()
  if (given === '' || given.length > maximumLength) return given
  const reading = readSvgLogo(given)
  return 'svg' in reading ? reading.svg : given
}

function imageIssue({ maximumLength }: ImageDefinition, value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > maximumLength) {
    return `Must be an SVG picture of at most ${maximumLength} characters.`
  }
  if (value === '') return undefined
  const reading = readSvgLogo(value)
  if ('issue' in reading) return reading.issue
  return reading.svg === value ? undefined : 'Must be a picture as it was stored before.'
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')
}
