import type { EmailKind } from '../email-kinds.ts'

/** A text in Markdown; `{{name}}` is replaced by a variable, and there is no logic. */
export interface Template {
  readonly subject: string
  readonly body: string
}

export type Templates = Readonly<Record<EmailKind, Template>>

/** The variables that a text shows, in their order. */
export function variableNames(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name)
}
