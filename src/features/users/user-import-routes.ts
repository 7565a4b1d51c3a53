import type { Context } from '../../context.ts'
import { fieldErrors } from '../../errors.ts'
import { nullable, Type } from '../../http/schema.ts'
import type { App } from '../../http/types.ts'
import { adminRoute } from '../permissions/admin-route.ts'
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
      description: `CSV with a header row, or JSON Lines; at most ${rowLimit} rows.`,
    }),
    map: Type.Optional(
      Type.Array(Type.String(), {
        maxItems: 20,
        description: 'Columns whose name is not that of the field: `column=field`.',
      }),
    ),
    dry_run: Type.Optional(
      Type.Boolean({ description: 'Changes nothing; returns the result that it would have.' }),
    ),
  },
  {
    title: 'UserImportRequest',
    description: `Users to import. Fields: ${importedFields.join(', ')}.`,
    examples: [{ content: 'email,username\nbob@example.com,Bob\n', dry_run: true }],
  },
)

const ImportOutcome = Type.Object(
  {
    dry_run: Type.Boolean({ description: 'Whether this was a dry run.' }),
    total: Type.Integer({ description: 'Number of rows.' }),
    created: Type.Integer({ description: 'Number of users created.' }),
    updated: Type.Integer({ description: 'Number of users changed.' }),
    unchanged: Type.Integer({ description: 'Number of users already up to date.' }),
    failed: Type.Integer({ description: 'Number of rows that failed.' }),
    failures: Type.Array(
      Type.Object({
        row: Type.Integer({ description: 'Line number in the file.' }),
        column: nullable<string>('string', {
          description: 'Column name; null: the whole row.',
        }),
        value: Type.Unknown({ description: 'Value; secrets are masked.' }),
        reason: Type.String({ description: 'Error message.' }),
      }),
      { description: 'Rows that failed.' },
    ),
    columns: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Column name.' }),
        field: nullable<string>('string', {
          description: 'Field it is imported to; null: ignored.',
        }),
        sample: Type.String({ description: 'Value in the first row; secrets are masked.' }),
      }),
      { description: 'Columns of the file.' },
    ),
  },
  {
    title: 'UserImportOutcome',
    description: 'Result.',
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

/** Import of users from a file. */
export function userImportRoutes(app: App, context: Context): void {
  adminRoute(
    app,
    {
      method: 'POST',
      url: '/users/import/',
      id: 'importUsers',
      name: 'Users: import',
      tag: 'Users',
      permission: 'users.add_user',
      summary: 'Create and change users from a file',
      description:
        'Changing existing users also needs users.change_user. Users are matched by email address. Each row is imported separately, with an audit entry; importing the same file again changes nothing. Passwords of existing users are not changed.',
      body: ImportRequest,
      response: ImportOutcome,
    },
    async ({ body, administrator }) => {
      const { content, map = [], dry_run: isDryRun = false } = body
      const mapping = mappingFrom(map)
      if (!mapping) throw fieldErrors({ map: [`Expected column=field, with known fields.`] })
      const rows = await rowsOf(content)
      const failures: ImportFailure[] = []
      const onFailures = (_row: FileRow, ofRow: readonly ImportFailure[]) =>
        void failures.push(...ofRow)
      const counts = await importRows(
        context,
        { rows, mapping, isDryRun, onFailures },
        administrator,
      )
      return { dry_run: isDryRun, ...counts, failures, columns: columnsOf(rows[0]) }
    },
  )
}

/** All rows, before the first is imported. @throws {ApiError} `validation_failed` when there are too many. */
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
