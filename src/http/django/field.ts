import type { ApiError } from '../../errors.ts'
import type { Formats } from '../wire-format.ts'

/** The part of JSON Schema that fields of bodies use, and our two extensions to it. */
export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: FieldSchema
  readonly maxItems?: number
  /** Numbers are taken for their text, as the older API did in these fields. */
  readonly 'x-accepts-numbers'?: boolean
  /** White space is part of the value. */
  readonly 'x-untrimmed'?: boolean
}

export interface FieldInput {
  readonly name: string
  readonly field: FieldSchema
  readonly value: unknown
  readonly isForm: boolean
  readonly formats: Formats
}

/** The value to use (absent when the field was), or what is wrong with it. */
export interface FieldRead {
  readonly value?: unknown
  readonly issues?: readonly string[]
  /** An error of the whole request, whatever its other fields are. */
  readonly error?: ApiError
}

export function issue(message: string): FieldRead {
  return { issues: [message] }
}
