import { type Context, inTransaction, type TransactionContext } from '../../../context.ts'
import { bumpRevision } from '../../../database/revisions.ts'
import { ApiError } from '../../../errors.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { type Administrator, assertPermission } from '../../permissions/administrator.ts'
import type { EmailKind, Locale } from '../email-kinds.ts'
import type { Template } from '../templates/template.ts'
import { assertValidText } from './check-text.ts'
import { effectiveText } from './effective-text.ts'
import {
  type EmailTextChange,
  findLatestTextChange,
  insertTextChange,
} from './email-text-repository.ts'

export interface TextChangeRequest {
  readonly kind: EmailKind
  readonly locale: Locale
  /** What becomes different; `undefined` resets the text to the built-in one. */
  readonly text: Partial<Template> | undefined
  /** The version that was seen: if there is another one now, nothing is changed. */
  readonly expectedVersion: number | undefined
}

/**
 * Changes the text of an email, with its history and its audit entry. A request that changes nothing leaves no trace.
 *
 * @throws {ApiError} `permission_denied`, `validation_failed`, `version_mismatch`
 */
export async function changeText(
  context: Context,
  request: TextChangeRequest,
  administrator: Administrator,
): Promise<void> {
  assertPermission(administrator, 'email.change_template')
  await inTransaction(context, (context) => applyTextChanges(context, [request], administrator))
}

/** Part of a transaction; returns the names of the texts that really changed. */
export async function applyTextChanges(
  context: TransactionContext,
  requests: readonly TextChangeRequest[],
  administrator: Administrator,
): Promise<string[]> {
  // First, because it is the lock.
  await bumpRevision(context.db, 'email_texts')
  const changed: string[] = []
  for (const request of requests) {
    const hasChanged = await applyTextChange(context, request, administrator)
    if (hasChanged) changed.push(`${request.kind}/${request.locale}`)
  }
  return changed
}

async function applyTextChange(
  context: TransactionContext,
  { kind, locale, text, expectedVersion }: TextChangeRequest,
  administrator: Administrator,
): Promise<boolean> {
  const latest = await findLatestTextChange(context.db, { kind, locale })
  const version = latest?.id ?? 0
  if ((expectedVersion ?? version) !== version) throw new ApiError('version_mismatch')

  const current = effectiveText(latest, kind, locale)
  const next = text && { ...current, ...text }
  if (next) assertValidText(kind, next)
  const hasEffect = next ? !isSameText(next, current) : isCustom(latest)
  if (hasEffect) {
    await writeChange(context, { kind, locale, version, current, next }, administrator)
  }
  return hasEffect
}

interface TextChange {
  readonly kind: EmailKind
  readonly locale: Locale
  readonly version: number
  readonly current: Template
  readonly next: Template | undefined
}

async function writeChange(
  context: TransactionContext,
  { kind, locale, version, current, next }: TextChange,
  administrator: Administrator,
): Promise<void> {
  const { id } = await insertTextChange(context.db, {
    kind,
    locale,
    ...(next ?? builtIn),
    changedAt: context.now(),
    actorId: administrator.actor.id ?? null,
    actor: administrator.actor.label,
    source: administrator.source,
  })
  await recordEvent(context, {
    action: 'email.change_template',
    caller: administrator,
    object: { type: 'email_template', id: `${kind}/${locale}`, label: `${kind} (${locale})` },
    changes: { subject: [current.subject, next?.subject ?? null], version: [version, id] },
  })
}

const builtIn = { subject: null, body: null }

function isSameText(one: Template, other: Template): boolean {
  return one.subject === other.subject && one.body === other.body
}

/** Whether a change left a text of our staff, and not the built-in one. */
export function isCustom(change: EmailTextChange | undefined): boolean {
  return change !== undefined && change.body !== null
}
