import type { Command } from 'commander'
import { createSecretKey } from '../../config/secret-key.ts'
import { examples } from '../flags.ts'
import { print, type Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .addHelpText(
      'after',
      examples('latchkey secret', 'SECRET_KEY="$(latchkey secret)" latchkey runserver'),
    )
    .action(() => secret(terminal))
}

/** `latchkey secret` */
function secret(terminal: Terminal): void {
  print(terminal, createSecretKey())
}
