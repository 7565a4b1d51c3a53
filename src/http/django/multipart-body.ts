import { ApiError } from '../../errors.ts'
import { maxFieldCount } from './form-body.ts'
import { type ParsedBody, UploadedFile } from './parsed-body.ts'

const boundaryPattern = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i

/**
 * Parses `multipart/form-data` (RFC 7578) of a body that is already in memory and bounded. Written here
 * because the contract keeps two habits of the Django server that no parser has: what comes before the first
 * boundary is a part too, and a file is a value (of the wrong kind), not an error.
 */
export function parseMultipartBody(bytes: Buffer, contentType: string): ParsedBody {
  const match = boundaryPattern.exec(contentType)
  const boundary = match?.[1] ?? match?.[2]
  if (boundary === undefined) {
    const message = 'Multipart form parse error - Invalid boundary in multipart: None'
    throw new ApiError('body_unreadable', { message })
  }

  // latin1 keeps one character for each byte, so that positions stay those of the body.
  const parts = bytes.toString('latin1').split(`--${boundary}`)
  if (parts.length > maxFieldCount + 2) throw new ApiError('body_too_large')
  return { kind: 'form', value: Object.fromEntries(parts.flatMap(readPart)) }
}

function readPart(part: string): [string, unknown][] {
  const text = part.startsWith('\r\n') ? part.slice(2) : part
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return []

  const disposition = /^content-disposition:(.*)$/im.exec(text.slice(0, headEnd))?.[1] ?? ''
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1]
  if (name === undefined) return []

  const isFile = /;\s*filename\*?=/i.test(disposition)
  return [[toUtf8(name), isFile ? new UploadedFile() : toUtf8(contentOf(text, headEnd))]]
}

function contentOf(text: string, headEnd: number): string {
  return text.slice(headEnd + 4).replace(/\r\n$/, '')
}

function toUtf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
