import { Argument, type Command } from 'commander'
import type { Terminal } from '../terminal.ts'
import { examples, json } from './flags.ts'

/** What tells about the server, and what it is set up with. */
export function inspectionCommands(program: Command, terminal: Terminal): void {
  program
    .command('check')
    .description('look for issues; exit 1 when there is an error')
    .option('--deploy', 'also for what makes a public server unsafe')
    .addOption(json())
    .addHelpText('after', examples('latchkey check', 'latchkey check --deploy --json'))
    .action(async (options) => (await import('../inspection/check.ts')).check(terminal, options))

  doctorCommand(program, terminal)

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

function doctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description(
      'look at all that the server depends on here, and say what to do; exit 1 when something fails',
    )
    .option('--peer <address>', 'try a request from this address, such as that of your proxy')
    .option('--forwarded-for <addresses>', 'with this X-Forwarded-For')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey doctor',
        'latchkey doctor --peer 10.0.0.5 --forwarded-for 203.0.113.7 --json',
      ),
    )
    .action(async (options) =>
      (await import('../inspection/doctor/doctor.ts')).doctor(terminal, options),
    )
}
