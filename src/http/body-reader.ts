import type { IncomingMessage } from 'node:http'
import type { FastifyRequest } from 'fastify'
import { ApiError } from '../errors.ts'

/** The largest body, in bytes, whatever its type and whoever sends it. */
export const maxBodyBytes = 1_048_576

/** What any client may have buffered of an unfinished body, in bytes: more than any public endpoint needs. */
const freeBytes = 16_384

/** What all unfinished bodies together may hold beyond that, in bytes. */
const sharedBytes = 16_777_216

interface UnfinishedBody {
  readonly startedAt: number
  /** Bytes that arrived so far. */
  received: number
  /** Bytes of memory taken from the shared ones. */
  charged: number
  readonly giveUp: () => void
}

/**
 * Reads bodies within a bound on the memory of all of them together. When it is reached, the body that arrives most
 * slowly is given up, so that clients that dawdle make room for those that do not.
 */
export class BodyReader {
  /** Those with shared bytes: an ordinary body, which is small, is never in it. */
  readonly #charged = new Set<UnfinishedBody>()
  #chargedBytes = 0

  /** @throws {ApiError} `body_too_large`, `body_unreadable`; `overloaded` when it was given up for others. */
  read(
    request: FastifyRequest,
    payload: IncomingMessage,
    now = performance.now(),
  ): Promise<Buffer> {
    const { bodyLimit } = request.routeOptions
    const declared = Number(request.headers['content-length'] ?? Number.NaN)
    if (declared > bodyLimit) return Promise.reject(new ApiError('body_too_large'))

    return new Promise((resolve, reject) => {
      let buffer: Buffer | undefined
      const end = (error?: ApiError) => {
        payload.off('data', receive).off('end', finish).off('error', fail).off('close', fail)
        this.#release(body)
        if (error) reject(error)
        else resolve(buffer?.subarray(0, body.received) ?? Buffer.alloc(0))
      }
      const body: UnfinishedBody = {
        startedAt: now,
        received: 0,
        charged: 0,
        giveUp: () => end(new ApiError('overloaded', { retryAfterSeconds: 1 })),
      }
      const receive = (chunk: Buffer) => {
        const length = body.received + chunk.length
        if (length > bodyLimit) return end(new ApiError('body_too_large'))
        // A whole body in one piece, which is nearly every one, is not copied.
        buffer =
          length === declared && body.received === 0
            ? chunk
            : append(buffer, body.received, chunk, declared)
        body.received = length
        return this.#charge(body, buffer.length)
      }
      const finish = () => end(isCutShort(declared, body) ? unreadable() : undefined)
      const fail = () => end(unreadable())
      payload.on('data', receive).on('end', finish).on('error', fail).on('close', fail)
    })
  }

  #charge(body: UnfinishedBody, size: number): void {
    if (size <= freeBytes) return
    const charged = size - freeBytes
    this.#chargedBytes += charged - body.charged
    body.charged = charged
    this.#charged.add(body)
    while (this.#chargedBytes > sharedBytes) this.#slowest()?.giveUp()
  }

  #release(body: UnfinishedBody): void {
    if (!this.#charged.delete(body)) return
    this.#chargedBytes -= body.charged
    body.charged = 0
  }

  #slowest(): UnfinishedBody | undefined {
    const now = performance.now()
    const rateOf = ({ received, startedAt }: UnfinishedBody) => received / (now - startedAt + 1)
    let slowest: UnfinishedBody | undefined
    for (const body of this.#charged) {
      if (!slowest || rateOf(body) < rateOf(slowest)) slowest = body
    }
    return slowest
  }
}

/**
 * The buffer with the chunk behind what it holds. Small chunks cost no memory of their own; of a declared length only
 * what arrives becomes resident.
 */
function append(buffer: Buffer | undefined, length: number, chunk: Buffer, declared: number) {
  const needed = length + chunk.length
  let target = buffer
  if (!target || needed > target.length) {
    target = Buffer.allocUnsafeSlow(Math.max(needed, declared || 0, 2 * (buffer?.length ?? 0)))
    buffer?.copy(target, 0, 0, length)
  }
  chunk.copy(target, length)
  return target
}

function isCutShort(declared: number, { received }: UnfinishedBody): boolean {
  return !Number.isNaN(declared) && declared !== received
}

function unreadable(): ApiError {
  return new ApiError('body_unreadable', { message: 'The body ended early.' })
}
