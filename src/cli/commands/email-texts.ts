import type { Command } from 'commander'
import { emailKinds, locales } from '../../features/email/email-kinds.ts'
import { exportTexts, type FiledText, importTexts } from '../../features/email/texts/text-file.ts'
import { commandLineAdministrator, withContext } from '../command-context.ts'
import { CommandError } from '../exit-codes.ts'
import { examples, json } from '../flags.ts'
import type { OutputOptions } from '../output.ts'
import { readContent } from '../read-content.ts'
import { printJson, report, type Terminal } from '../terminal.ts'

export function declare(email: Command, terminal: Terminal): void {
  email
    .command('export-texts')
    .description('print all texts of emails that were changed, as one JSON file')
    .addHelpText(
      'after',
      examples('latchkey email export-texts', 'latchkey email export-texts > texts.json'),
    )
    .action(() => exportTextsCommand(terminal))

  email
    .command('import-texts')
    .description('take over the texts of such a file, all or none; others stay as they are')
    .argument('<file>', 'the file, or - for standard input')
    .option('--dry-run', 'only validate the texts and show what would change')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'latchkey email import-texts texts.json --dry-run',
        'latchkey email import-texts - < texts.json',
      ),
    )
    .action((file, options) => importTextsCommand(terminal, file, options))
}

/** `latchkey email export-texts` */
async function exportTextsCommand(terminal: Terminal): Promise<void> {
  printJson(terminal, { texts: await withContext(terminal, exportTexts) })
}

interface ImportOptions extends OutputOptions {
  readonly dryRun?: boolean
}

/** `latchkey email import-texts` */
async function importTextsCommand(
  terminal: Terminal,
  file: string,
  { dryRun: isDryRun = false, json: isJson }: ImportOptions,
): Promise<void> {
  const texts = textsFrom(await readContent(terminal, file))
  const changed = await withContext(terminal, (context) =>
    importTexts(context, { texts, isDryRun }, commandLineAdministrator()),
  )
  if (isJson) return printJson(terminal, { dry_run: isDryRun, changed })
  const names = changed.length > 0 ? `: ${changed.join(', ')}` : ''
  const act = isDryRun ? 'Would change' : 'Changed'
  report(terminal, `${act} ${changed.length} of ${texts.length} texts${names}.`)
}

function textsFrom(content: string): FiledText[] {
  const texts = parse(content)?.texts
  if (!Array.isArray(texts)) throw new CommandError('usage', 'The file is not {"texts": [...]}.')
  return texts.map(textFrom)
}

function parse(content: string): { readonly texts?: unknown } | undefined {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

function textFrom(given: unknown, index: number): FiledText {
  const { kind, locale, subject, body } = (given ?? {}) as Readonly<Record<string, unknown>>
  const knownKind = emailKinds.find((each) => each === kind)
  const knownLocale = locales.find((each) => each === locale)
  if (!knownKind || !knownLocale || typeof subject !== 'string' || typeof body !== 'string') {
    const expected = 'kind, locale, subject and body, of a kind and language that there is'
    throw new CommandError('usage', `Text ${index + 1} of the file: expected ${expected}.`)
  }
  return { kind: knownKind, locale: knownLocale, subject, body }
}
