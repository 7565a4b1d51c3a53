import type { FieldErrors } from '../../errors.ts'

/** A number of a JSON body, with the digits as they were sent. */
export class JsonNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }

  get isInteger(): boolean {
    return /^-?\d+$/.test(this.source)
  }

  /** The value as text, as the contract shows a number given for a text field. */
  toText(): string {
    if (this.isInteger) return BigInt(this.source).toString()
    const value = Number(this.source)
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
    return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value)
  }
}

/** A file of a multipart body: never a valid value of any field. */
export class UploadedFile {
  /** So that one is not taken for an empty object. */
  readonly isFile = true
}

/** A body after parsing and before validation. `form` bodies know only text. */
export interface ParsedBody {
  readonly kind: 'json' | 'form'
  readonly value: unknown
  /** Finds further errors in valid fields, when other fields are invalid. */
  readonly check?: (accepted: Readonly<Record<string, unknown>>) => Promise<FieldErrors>
}
