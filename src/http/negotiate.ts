import { ApiError } from '../errors.ts'

/** How an answer of the API is written. `problem` is JSON whose errors follow RFC 9457. */
export type Representation = 'json' | 'problem' | 'html'

const mediaTypes: ReadonlyArray<readonly [string, Representation]> = [
  ['application/json', 'json'],
  ['text/html', 'html'],
  ['application/problem+json', 'problem'],
]

const formats: ReadonlyMap<string, Representation> = new Map([
  ['json', 'json'],
  ['api', 'html'],
  ['html', 'html'],
])

export interface NegotiationInput {
  readonly accept: string | undefined
  /** Value of `?format=`, which goes before Accept; an empty one says nothing. */
  readonly format: string | undefined
  readonly isHtmlServed: boolean
}

/**
 * Chooses the representation (RFC 9110 §12.5.1).
 *
 * @throws {ApiError} `not_acceptable`; `not_found` for a format that does not exist, as in the Django server.
 */
export function negotiate({ accept, format, isHtmlServed }: NegotiationInput): Representation {
  if (format) return representationOf(format, isHtmlServed)
  if (accept === undefined || accept === '*/*') return 'json'

  const chosen = preferred(accept, isHtmlServed)
  if (chosen === undefined) throw new ApiError('not_acceptable')
  return chosen
}

function representationOf(format: string, isHtmlServed: boolean): Representation {
  const chosen = formats.get(format)
  if (chosen === undefined || (chosen === 'html' && !isHtmlServed)) throw new ApiError('not_found')
  return chosen
}

/** Whether the client understands RFC 9457, for answers given before anything was negotiated. */
export function acceptsProblem(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes('application/problem+json') ?? false
}

interface Range {
  readonly type: string
  readonly quality: number
}

function preferred(accept: string, isHtmlServed: boolean): Representation | undefined {
  const ranges = accept.split(',').map(readRange)
  const qualities = mediaTypes
    .filter(([, representation]) => representation !== 'html' || isHtmlServed)
    .map(([type, representation]) => ({ representation, quality: qualityOf(type, ranges) }))

  // A wildcard alone asks for nothing in particular: that is JSON, also beside a type we do not serve.
  const isNamed = (type: string) => ranges.some((range) => range.type === type && range.quality > 0)
  const named = qualities.filter(({ representation }) =>
    mediaTypes.some(([type, each]) => each === representation && isNamed(type)),
  )
  const candidates = named.length > 0 ? named : qualities.slice(0, 1)
  const best = Math.max(...candidates.map(({ quality }) => quality))
  return best > 0 ? candidates.find(({ quality }) => quality === best)?.representation : undefined
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const value = quality === undefined ? 1 : Number(quality.slice(2))
  return { type, quality: value >= 0 && value <= 1 ? value : 1 }
}

/** The most specific range that covers the type decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const family = `${type.split('/')[0]}/*`
  for (const pattern of [type, family, '*/*']) {
    const range = ranges.find((each) => each.type === pattern)
    if (range) return range.quality
  }
  return 0
}
