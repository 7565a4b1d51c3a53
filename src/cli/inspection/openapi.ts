import { readFileSync } from 'node:fs'
import type { Terminal } from '../terminal.ts'

/** `latchkey openapi`: the document that the server serves. */
export function printOpenApi(terminal: Terminal, { yaml }: { readonly yaml?: boolean }): void {
  const file = yaml ? '../../../openapi.yaml' : '../../../openapi.json'
  terminal.stdout.write(readFileSync(new URL(file, import.meta.url), 'utf8'))
}
