import type { Context } from '../../../context.ts'

/** Something that an operator should know, or must change, before the public meets this server. */
export interface Finding {
  /** For programs; permanent. */
  readonly id: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly text: string
  /** What to do about it. */
  readonly fix: string
  /** Page of the manual, below the server's own address. */
  readonly link: string
}

/** A finding with the condition it is found under. */
export interface Rule extends Omit<Finding, 'text'> {
  readonly applies: (context: Context) => boolean
  readonly text: string | ((context: Context) => string)
}
