/** For programs that open UTF-8 correctly only with this mark in front. */
export const byteOrderMark = '\u{feff}'

/**
 * One line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front, since
 * names and addresses are for strangers to choose.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: unknown): string {
  const text = textOf(value)
  // One more where there are some, so that taking one away gives back what it was.
  const isFormula = typeof value !== 'number' && /^'*[=+\-@\t\r]/.test(text)
  const harmless = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
