import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { addVary } from './vary.ts'

// Half of the processor time of the default levels for a few percent more bytes.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const gzipOptions = { level: 4 }

const encodings = {
  br: (text: string) => brotliCompressSync(text, brotliOptions),
  gzip: (text: string) => gzipSync(text, gzipOptions),
} as const

/** The page in the best encoding that the client accepts, with the headers that say so. */
export function compressPage(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string,
): string | Buffer {
  addVary(reply, 'Accept-Encoding')
  const encoding = acceptedEncoding(request.headers['accept-encoding'])
  if (!encoding) return page
  reply.header('content-encoding', encoding)
  return encodings[encoding](page)
}

/**
 * The same, for pages that depend on the caller: only for strangers. The length of a compressed page that holds a
 * secret beside what an address contains tells the secret (BREACH).
 */
export function compressForStrangers(
  request: FastifyRequest,
  reply: FastifyReply,
  page: string,
): string | Buffer {
  const { authorization, cookie } = request.headers
  const isStranger = authorization === undefined && cookie === undefined
  return isStranger && request.method === 'GET' ? compressPage(request, reply, page) : page
}

function acceptedEncoding(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((offer) => offer.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name)
  return (['br', 'gzip'] as const).find((encoding) => offers.includes(encoding))
}
