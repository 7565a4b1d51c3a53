import type { Command } from 'commander'
import type { Context } from '../../context.ts'
import { everyPage } from '../../database/keyset.ts'
import { type AuditEntry, listAuditEntries } from '../../features/audit/audit-repository.ts'
import { type AuditVerdict, verifyAudit } from '../../features/audit/verify-audit.ts'
import { toIsoString } from '../../text/date-time.ts'
import { withContext } from '../command-context.ts'
import { ReportedError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import { counted, type OutputOptions } from '../output.ts'
import { print, printJson, report, type Terminal } from '../terminal.ts'

export function declare(audit: Command, terminal: Terminal): void {
  audit
    .command('verify')
    .description('check that no entry was changed or removed; exits with 1 if one was')
    .addOption(json())
    .addHelpText('after', examples('latchkey audit verify', 'latchkey audit verify --json'))
    .action((options) => verifyAuditCommand(terminal, options))

  audit
    .command('export')
    .description('print all entries as JSON lines, oldest first')
    .addHelpText(
      'after',
      examples(
        'latchkey audit export > audit.jsonl',
        'latchkey audit export | gzip > audit.jsonl.gz',
      ),
    )
    .action(() => exportAudit(terminal))
}

/** `latchkey audit verify` */
async function verifyAuditCommand(terminal: Terminal, options: OutputOptions): Promise<void> {
  const verdict = await withContext(terminal, (context) => verifyAudit(context))
  const { altered, missing, isChainIntact } = verdict
  const isIntact = altered.length === 0 && missing.length === 0 && isChainIntact
  if (options.json) {
    printJson(terminal, {
      intact: isIntact,
      verified: verdict.verified,
      altered,
      missing,
      chain_intact: isChainIntact,
      recent: verdict.recent,
      unsealed_up_to: verdict.unsealedUpTo,
    })
  } else for (const line of linesOf(verdict)) report(terminal, line)
  if (!isIntact) throw new ReportedError('failed', 'The audit log is not intact.')
}

function linesOf(verdict: AuditVerdict): string[] {
  const { verified, altered, missing, isChainIntact, recent, unsealedUpTo } = verdict
  return [
    `Verified ${counted(verified, 'entry', 'entries')}.`,
    ...(recent > 0
      ? [
          `${counted(recent, 'more recent entry', 'more recent entries')} will be sealed within seconds.`,
        ]
      : []),
    ...(unsealedUpTo > 0
      ? [
          `Entries up to ID ${unsealedUpTo} were written before entries were sealed, and cannot be verified.`,
        ]
      : []),
    ...altered.map((id) => `Entry ${id} was changed, or not written by Latchkey.`),
    ...missing.map(({ from, to }) =>
      from === to
        ? `Entry ${from} of the sequence is missing.`
        : `Entries ${from} to ${to} of the sequence are missing.`,
    ),
    ...(isChainIntact ? [] : ['The beginning or the end of the sequence was changed.']),
  ]
}

/** `latchkey audit export` */
function exportAudit(terminal: Terminal): Promise<void> {
  return withContext(terminal, async (context) => {
    for await (const entries of everyEntry(context)) {
      for (const entry of entries) print(terminal, JSON.stringify(documentOf(entry)))
    }
  })
}

function everyEntry({ db }: Context) {
  const inOrder = { sort: 'id', isDescending: false } as const
  return everyPage((at) => listAuditEntries(db, {}, { ...inOrder, ...at }))
}

function documentOf(entry: AuditEntry) {
  const { at, changes, ...others } = entry
  const { actorKind, actorId, actor, objectType, objectId, objectLabel, ...more } = others
  return {
    id: more.id,
    at: toIsoString(at),
    actor: { kind: actorKind, id: actorId, label: actor },
    action: more.action,
    result: more.result,
    code: more.code,
    object: objectType === null ? null : { type: objectType, id: objectId, label: objectLabel },
    changes: changes === null ? null : JSON.parse(changes),
    address: more.address,
    user_agent: more.userAgent,
    request_id: more.requestId,
  }
}
