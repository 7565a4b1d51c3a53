import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { adminSecurity, writeErrors } from '../../http/admin-schema.ts'
import { nullable } from '../../http/list-schema.ts'
import { Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { administratorOf } from '../permissions/route-guard.ts'
import { type ImportFailure, importRows } from './import/import-rows.ts'
import { fieldOf, importedFields, mappingFrom, sampleOf } from './import/imported-user-schema.ts'
import { type FileRow, invalidContent, kindOf, readRows } from './import/read-rows.ts'

const rowLimit = 1_000
const maxContentLength = 1_000_000

const ImportRequest = Type.Object(
  {
    content: Type.String({
      minLength: 1,
      maxLength: maxContentLength,
      'x-untrimmed': true,
      description: `CSV with a head line, or one JSON object a line; at most ${rowLimit} rows.`,
    }),
    map: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 20,
        description: 'Which column is which field, where their names differ: `column=field`.',
      }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Changes nothing: says what would become of each row.' }),
    ),
  },
  {
    title: 'UserImportRequest',
    description: `Users of another system. Fields: ${importedFields.join(', ')}.`,
    examples: [{ content: 'email,username\nbob@example.com,Bob\n', dry_run: true }],
  },
)

const ImportOutcome = Type.Object(
  {
    dry_run: Type.Boolean({ description: 'Whether nothing was changed on purpose.' }),
    total: Type.Integer({ description: 'Rows of the file.' }),
    created: Type.Integer({ description: 'Users that are new.' }),
    updated: Type.Integer({ description: 'Users that were changed.' }),
    unchanged: Type.Integer({ description: 'Users that were unchanged.' }),
    failed: Type.Integer({ description: 'Rows that were left out.' }),
    failures: Type.Array(
      Type.Object({
        row: Type.Integer({ description: 'As a spreadsheet counts, or the line of JSON.' }),
        column: nullable<string>('string', {
          description: 'As the file names it; null when the row as a whole is at issue.',
        }),
        value: Type.Unknown({ description: 'What stands there; secrets masked.' }),
        reason: Type.String({ description: 'What is wrong with it.' }),
      }),
      { description: 'Why each of them was left out.' },
    ),
    columns: Type.Array(
      Type.Object({
        name: Type.String({ description: 'As the file names it.' }),
        field: nullable<string>('string', {
          description: 'What its name says it is; null when that is left aside.',
        }),
        sample: Type.String({ description: 'What the first row has there; secrets masked.' }),
      }),
      { description: 'The columns of the file.' },
    ),
  },
  {
    title: 'UserImportOutcome',
    description: 'What became of it.',
    examples: [
      {
        dry_run: true,
        total: 1,
        created: 1,
        updated: 0,
        unchanged: 0,
        failed: 0,
        failures: [],
        columns: [{ name: 'email', field: 'email', sample: 'bob@example.com' }],
      },
    ],
  },
)

/** Users from a file. */
export function userImportRoutes(app: App, context: Context): void {
  app.post(
    '/users/import/',
    {
      config: { name: 'Users: import', permission: 'users.add_user' },
      schema: {
        operationId: 'importUsers',
        summary: 'Make and change users as a file says',
        description:
          'Needs users.add_user, and to change users that exist users.change_user. The email decides who is who; each row stands for itself, with its own audit entry; a second time nothing changes. An existing account keeps its password.',
        tags: ['Users'],
        security: adminSecurity,
        body: ImportRequest,
        response: { 200: ImportOutcome, ...writeErrors() },
      },
    },
    async (request) => {
      const { content, map = [], dry_run: isDryRun = false } = request.body
      const mapping = mappingFrom(map)
      if (!mapping) throw fieldErrors({ map: [`Expected column=field, with known fields.`] })
      const rows = await rowsOf(content)
      const failures: ImportFailure[] = []
      const onFailures = (_row: FileRow, ofRow: readonly ImportFailure[]) =>
        void failures.push(...ofRow)
      const run = { rows, mapping, isDryRun, onFailures }
      const counts = await importRows(context, run, administratorOf(request))
      return { dry_run: isDryRun, ...counts, failures, columns: columnsOf(rows[0]) }
    },
  )
}

/** All of them before the first is imported. @throws {ApiError} `validation_failed` when there are too many. */
async function rowsOf(content: string): Promise<FileRow[]> {
  const lines = content.replace(/^\u{feff}/u, '').split(/\r?\n/)
  const first = lines.find((line) => line.trim() !== '') ?? ''
  const rows: FileRow[] = []
  for await (const row of readRows(kindOf(first), inSequence(lines))) {
    if (rows.length === rowLimit) throw invalidContent(`At most ${rowLimit} rows at a time.`)
    rows.push(row)
  }
  return rows
}

async function* inSequence(lines: readonly string[]) {
  yield* lines
}

function columnsOf(row: FileRow | undefined) {
  return Object.entries(row?.cells ?? {}).map(([name, value]) => {
    const field = fieldOf(name)
    const known = field !== undefined && importedFields.includes(field) ? field : null
    return { name, field: known, sample: sampleOf(field, value) }
  })
}
