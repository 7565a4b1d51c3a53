import { Argument, type Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json } from './flags.ts'

/** What tells about the server, and what it is set up with. */
export function inspectionCommands(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .description('look for faults; exit 1 when there is an error')
    .option('--deploy', 'also for what makes a public server unsafe')
    .addOption(json())
    .addHelpText('after', examples('latchkey check', 'latchkey check --deploy --json'))
    .action(async (options) => (await import('../inspection/check.ts')).check(terminal, options))

  program
    .command('info')
    .description('show the configuration in force and where it comes from')
    .addOption(json())
    .addHelpText('after', examples('latchkey info', 'latchkey info --json'))
    .action(async (options) => (await import('../inspection/info.ts')).info(terminal, options))

  program
    .command('secret')
    .description('make a value for SECRET_KEY')
    .addHelpText(
      'after',
      examples('latchkey secret', 'SECRET_KEY="$(latchkey secret)" latchkey runserver'),
    )
    .action(async () => (await import('../inspection/secret.ts')).secret(terminal))

  program
    .command('openapi')
    .description('print the OpenAPI document of the API')
    .option('--yaml', 'as YAML')
    .addHelpText(
      'after',
      examples('latchkey openapi > openapi.json', 'latchkey openapi --yaml > openapi.yaml'),
    )
    .action(async (options) =>
      (await import('../inspection/openapi.ts')).printOpenApi(terminal, options),
    )

  program
    .command('completion')
    .description('print the script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .addHelpText(
      'after',
      examples(
        'source <(latchkey completion bash)',
        'latchkey completion fish > ~/.config/fish/completions/latchkey.fish',
      ),
    )
    .action(async (shell) =>
      (await import('../inspection/completion.ts')).completion(terminal, shell, program),
    )
}
