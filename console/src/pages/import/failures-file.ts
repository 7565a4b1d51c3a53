import type { ImportFailure } from '../../api/shapes.ts'

/** Every row that was left out, as CSV. */
export function failuresFile(failures: readonly ImportFailure[]): string {
  const lines = failures.map(({ row, column, value, reason }) =>
    [String(row), column ?? '', valueText(value), reason].map(csvCell).join(','),
  )
  return ['row,column,value,reason', ...lines, ''].join('\r\n')
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a spreadsheet would take for a formula gets an apostrophe, as in every export. */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
