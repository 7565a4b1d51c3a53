import type { Locale } from '../email-kinds.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import type { Templates } from './template.ts'

export const builtInTexts: Readonly<Record<Locale, Templates>> = { en, de }
