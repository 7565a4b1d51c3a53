import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json } from './flags.ts'

/** The audit log as a whole. */
export function auditCommands(program: Command, terminal: Terminal): void {
  const audit = program
    .command('audit')
    .description('verify and export the audit log')
    .addHelpText('after', examples('latchkey audit verify', 'latchkey audit export > audit.jsonl'))
  const load = () => import('../audit.ts')

  audit
    .command('verify')
    .description('check that no entry was changed or removed; exit code 1 when one was')
    .addOption(json())
    .addHelpText('after', examples('latchkey audit verify', 'latchkey audit verify --json'))
    .action(async (options) => (await load()).verifyAuditCommand(terminal, options))

  audit
    .command('export')
    .description('print every entry as a line of JSON, the oldest first')
    .addHelpText(
      'after',
      examples(
        'latchkey audit export > audit.jsonl',
        'latchkey audit export | gzip > audit.jsonl.gz',
      ),
    )
    .action(async () => (await load()).exportAudit(terminal))
}
