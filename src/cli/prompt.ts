import { Writable } from 'node:stream'
import { CommandError } from './exit-codes.ts'
import { operationCancelled } from './interrupt.ts'
import { isInteractive, type Terminal } from './terminal.ts'

/** Asks for a line of text. @throws {CommandError} when nobody is there, naming the flag that answers too. */
export function ask(terminal: Terminal, question: string, flag: string): Promise<string> {
  assertAnybody(terminal, flag)
  return readLine(terminal, question, terminal.stderr)
}

/** The same for a secret: what is typed is not shown. */
export async function askHidden(
  terminal: Terminal,
  question: string,
  flag: string,
): Promise<string> {
  assertAnybody(terminal, flag)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = await readLine(terminal, question, nowhere)
  terminal.stderr.write('\n')
  return line
}

/** Asks before a mutation that cannot be undone. @throws {CommandError} `refused` unless the answer is yes. */
export async function confirm(
  terminal: Terminal,
  mutation: string,
  { yes }: { readonly yes?: boolean },
): Promise<void> {
  if (yes) return
  if (!isInteractive(terminal))
    throw new CommandError('refused', `${mutation}? To confirm, repeat with --yes.`)
  const reply = await readLine(terminal, `${mutation}? [y/N] `, terminal.stderr)
  if (!/^y(es)?$/i.test(reply.trim())) throw new CommandError('refused', 'Nothing was changed.')
}

function assertAnybody(terminal: Terminal, flag: string): void {
  if (isInteractive(terminal)) return
  throw new CommandError('usage', `No terminal to prompt on. Pass ${flag}.`)
}

async function readLine(
  terminal: Terminal,
  question: string,
  output: NodeJS.WritableStream,
): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const reader = createInterface({ input: terminal.stdin, output, terminal: true })
  let isAnswered = false
  const cancelled = new Promise<never>((_resolve, reject) => {
    const cancel = () => {
      if (isAnswered) return
      terminal.stderr.write('\n')
      reject(operationCancelled())
    }
    reader.once('SIGINT', cancel)
    // The end of input, which counts as Ctrl+C.
    reader.once('close', cancel)
  })
  // Written first: the output of a hidden answer shows nothing at all.
  if (output !== terminal.stderr) terminal.stderr.write(question)
  try {
    return await Promise.race([reader.question(question), cancelled])
  } finally {
    // Not by removing listeners: readline's own ones stop it from echoing what the next prompt hides.
    isAnswered = true
    reader.close()
  }
}
