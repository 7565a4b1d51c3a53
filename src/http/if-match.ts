import type { FastifyReply } from 'fastify'

/** A version that no object has: a condition on it always fails. */
export const noVersion = -1

/**
 * The versions that an If-Match header accepts (RFC 9110 §13.1.1); undefined where it sets no condition. The
 * comparison is strong: weak tags, and tags that we never sent, name no version.
 */
export function acceptedVersions(header: string | undefined): readonly number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.flatMap((tag) => (/^"\d{1,15}"$/.test(tag) ? [Number(tag.slice(1, -1))] : []))
}

/** Sends the version of a body along, for the next conditional change. */
export function setEntityTag(reply: FastifyReply, body: unknown): void {
  const version = versionOf(body)
  if (version !== undefined) reply.header('etag', `"${version}"`)
}

/** The version of a body that has one. */
export function versionOf(body: unknown): number | undefined {
  const { version } = (body ?? {}) as { version?: unknown }
  return typeof version === 'number' ? version : undefined
}
