import type { Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json, limit } from './flags.ts'

/** Emails and the server that takes them. */
export function emailCommands(program: Command, terminal: Terminal): void {
  const email = program
    .command('email')
    .description('test the mail server, see and retry emails')
    .addHelpText(
      'after',
      examples('latchkey email test --to you@example.com', 'latchkey email list'),
    )
  const load = () => import('../email.ts')

  email
    .command('test')
    .description('send a message now, and say of each step whether it worked')
    .requiredOption('--to <email>', 'recipient')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey email test --to you@example.com',
        'SMTP_URL=smtp://localhost:1025 latchkey email test --to you@example.com',
      ),
    )
    .action(async (options) => (await load()).testEmail(terminal, options))

  email
    .command('list')
    .description('list emails, the newest first')
    .addOption(limit())
    .addOption(json())
    .addHelpText('after', examples('latchkey email list', 'latchkey email list --json'))
    .action(async (options) => (await load()).listEmailsCommand(terminal, options))

  email
    .command('show')
    .description('show what became of one email; never its text')
    .argument('<id>', 'ID of the email (email list)')
    .addOption(json())
    .addHelpText('after', examples('latchkey email show 42', 'latchkey email show 42 --json'))
    .action(async (id, options) => (await load()).showEmailCommand(terminal, id, options))

  email
    .command('retry')
    .description('send a failed email again')
    .argument('<id>', 'ID of the email (email list)')
    .addHelpText('after', examples('latchkey email retry 42', 'latchkey email retry 42 --quiet'))
    .action(async (id) => (await load()).retryEmailCommand(terminal, id))
}
