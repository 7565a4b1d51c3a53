/** One piece of work in a trace, with the fields that OTLP gives it. Times are nanoseconds since the epoch, as text. */
export interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly Attribute[]
  readonly status?: { readonly code: number }
}

export interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue: string } | { readonly intValue: string }
}

export const spanKinds = { internal: 1, server: 2, client: 3 } as const
export const failed = { code: 2 } as const

export function attributesOf(values: Readonly<Record<string, string | number | undefined>>) {
  return Object.entries(values).flatMap(([key, value]): Attribute[] => {
    if (value === undefined) return []
    return typeof value === 'number'
      ? [{ key, value: { intValue: String(value) } }]
      : [{ key, value: { stringValue: value } }]
  })
}

/** A time that ended now and took so long. */
export function timesOf(seconds: number) {
  const end = performance.timeOrigin + performance.now()
  return {
    startTimeUnixNano: nanoseconds(end - seconds * 1_000),
    endTimeUnixNano: nanoseconds(end),
  }
}

// Nanoseconds since the epoch are more than a number holds exactly.
function nanoseconds(milliseconds: number): string {
  return `${BigInt(Math.round(milliseconds * 1_000)) * 1_000n}`
}
