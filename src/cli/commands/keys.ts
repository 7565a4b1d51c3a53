import type { Command } from 'commander'
import type { Context } from '../../context.ts'
import { readKeyStates } from '../../features/keys/key-states.ts'
import {
  minActivationDelaySeconds,
  revokeSigningKey,
  rotateSigningKey,
} from '../../features/keys/rotate-key.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json, yes } from '../flags.ts'
import { answer, isoTime, type OutputOptions, table } from '../output.ts'
import { duration } from '../parse-options.ts'
import { confirm } from '../prompt.ts'
import { printJson, remark, report, type Terminal } from '../terminal.ts'

export function declare(keys: Command, terminal: Terminal): void {
  keys
    .command('list')
    .description('list signing keys, newest first')
    .addOption(json())
    .addHelpText('after', examples('latchkey keys list', 'latchkey keys list --json'))
    .action((options) => listSigningKeys(terminal, options))

  keys
    .command('rotate')
    .description('create the next signing key; nobody is logged out')
    .option(
      '--activate-in <duration>',
      'when the key starts to sign; it is published immediately',
      '10m',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey keys rotate', 'latchkey keys rotate --activate-in 1h --json'),
    )
    .action((options) => rotateKeys(terminal, options))

  keys
    .command('revoke')
    .description('revoke a key immediately; tokens signed by it are rejected')
    .argument('<kid>', 'ID of the key (see keys list)')
    .addOption(yes())
    .addOption(json())
    .addHelpText(
      'after',
      examples('latchkey keys revoke Zy3…', 'latchkey keys revoke Zy3… --yes --json'),
    )
    .action((kid, options) => revokeKey(terminal, kid, options))
}

/** `latchkey keys list` */
async function listSigningKeys(terminal: Terminal, options: OutputOptions): Promise<void> {
  const { keys, algorithm } = await withContext(terminal, async (context) => ({
    keys: await readKeys(context),
    algorithm: context.config.jwtAlgorithm,
  }))
  answer(terminal, options, {
    document: { algorithm, keys },
    none: 'No signing keys.',
    lines: table(
      ['KID', 'ALGORITHM', 'STATE', 'SIGNS FROM', 'VERIFIES UNTIL'],
      keys.map((key) => [
        key.kid,
        key.algorithm,
        key.state,
        key.activates_at ?? undefined,
        key.revoked_at ?? key.retires_at ?? undefined,
      ]),
    ),
  })
  if (algorithm === 'HS256' && !options.json) {
    remark(
      terminal,
      'JWT_ALGORITHM is HS256: tokens are signed with SECRET_KEY, and these keys are not used.',
    )
  }
}

interface RotateOptions extends OutputOptions {
  readonly activateIn: string
}

/** `latchkey keys rotate` */
async function rotateKeys(terminal: Terminal, options: RotateOptions): Promise<void> {
  const activateInSeconds = duration('--activate-in', options.activateIn)
  if (activateInSeconds < minActivationDelaySeconds) {
    const message = `--activate-in: expected at least ${minActivationDelaySeconds}s, so that every node has loaded the key.`
    throw new CommandError('usage', message)
  }
  const key = await withContext(terminal, async (context) => {
    const { kid } = await rotateSigningKey(
      context,
      { activateInSeconds },
      commandLineAdministrator(),
    )
    return getKey(context, kid)
  })
  if (options.json) return printJson(terminal, key)
  report(
    terminal,
    `Created key ${key.kid}. It is published now and signs from ${key.activates_at}.`,
  )
}

interface RevokeOptions extends OutputOptions {
  readonly yes?: boolean
}

/** `latchkey keys revoke` */
async function revokeKey(terminal: Terminal, kid: string, options: RevokeOptions): Promise<void> {
  await withContext(terminal, async (context) => {
    const { state } = await getKey(context, kid)
    await confirm(
      terminal,
      `Revoke the ${state} key ${kid} and reject every token it signed`,
      options,
    )
    await revokeSigningKey(context, kid, commandLineAdministrator())
    if (options.json) printJson(terminal, await getKey(context, kid))
    else report(terminal, `Revoked key ${kid}.`)
  })
}

async function getKey(context: Context, kid: string) {
  const key = (await readKeys(context)).find((key) => key.kid === kid)
  if (!key) throw new CommandError('notFound', `There is no key ${kid}. See: latchkey keys list`)
  return key
}

async function readKeys(context: Context) {
  const keys = await readKeyStates(context)
  return keys.map(({ key, state, revocableAt }) => ({
    kid: key.kid,
    algorithm: key.algorithm,
    state,
    created_at: isoTime(key.createdAt),
    activates_at: isoTime(key.activatesAt),
    retires_at: isoTime(key.retiresAt),
    revoked_at: isoTime(key.revokedAt),
    revocable_at: isoTime(revocableAt),
  }))
}
