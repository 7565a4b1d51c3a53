import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { builtFolder, builtNames, notBuiltMessage } from '../../http/built-files.ts'
import { projectFolder } from '../../project-folder.ts'
import { CommandError } from '../exit-codes.ts'
import { examples } from '../flags.ts'
import type { Terminal } from '../terminal.ts'

export function declare(command: Command, terminal: Terminal): void {
  command
    .option('--yaml', 'print YAML instead of JSON')
    .addHelpText(
      'after',
      examples('latchkey openapi > openapi.json', 'latchkey openapi --yaml > openapi.yaml'),
    )
    .action((options) => printOpenApi(terminal, options))
}

/** `latchkey openapi`: the document that the server serves. */
function printOpenApi(terminal: Terminal, { yaml }: { readonly yaml?: boolean }): void {
  const file = yaml ? yamlFile() : new URL('openapi.json', projectFolder)
  terminal.stdout.write(readFileSync(file, 'utf8'))
}

function yamlFile(): URL {
  const name = builtNames('documents')['openapi.yaml']
  if (name === undefined) throw new CommandError('failed', notBuiltMessage)
  return new URL(`documents/${name}`, builtFolder)
}
