import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addVary } from './vary.ts'

type Encoding = 'br' | 'gzip'

/** A page that never changes, with its compressed forms once somebody has asked for them. */
export interface KeptPage {
  readonly text: string
  readonly compressed: Map<Encoding, Buffer>
}

/** Sends a page that never changes in the best encoding that the client accepts. */
export function compressKept(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, compressed }: KeptPage,
): string | Buffer {
  const encoding = announceEncoding(request, reply)
  if (!encoding) return text
  const bytes = compressed.get(encoding) ?? compress(text, encoding, 'best')
  compressed.set(encoding, bytes)
  return bytes
}

/**
 * Compresses a page that depends on the caller, for strangers only. The length of a compressed page that holds a
 * secret beside what an address contains tells the secret (BREACH).
 */
export function compressForStrangers(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string,
): string | Buffer {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined || cookie !== undefined || request.method !== 'GET') return page
  const encoding = announceEncoding(request, reply)
  return encoding ? compress(page, encoding, 'fast') : page
}

// Fast: 0.2 ms for a page of 16 kB, a fifth of what the default levels cost, for a quarter more bytes.
const levels = { fast: { br: 1, gzip: 1 }, best: { br: 9, gzip: 9 } }

function compress(text: string, encoding: Encoding, effort: 'fast' | 'best'): Buffer {
  const level = levels[effort][encoding]
  return encoding === 'br'
    ? brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: level } })
    : gzipSync(text, { level })
}

/** Chooses the encoding and says so in the headers. */
function announceEncoding({ headers }: FastifyRequest, reply: FastifyReply): Encoding | undefined {
  addVary(reply, 'Accept-Encoding')
  const offers = String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name)
  const encoding = (['br', 'gzip'] as const).find((each) => offers.includes(each))
  if (encoding) reply.header('content-encoding', encoding)
  return encoding
}
