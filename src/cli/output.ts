import { print, printJson, remark, type Terminal } from './terminal.ts'

/** Of every command that reads something. */
export interface OutputOptions {
  readonly json?: boolean
}

export interface Answer {
  readonly document: unknown
  readonly lines: readonly string[]
  /** What is said beside the output where there is no line. */
  readonly none?: string
}

/** Prints the answer in the form that was asked for: a document for programs, or lines for people. */
export function answer(
  terminal: Terminal,
  { json }: OutputOptions,
  { document, lines, none }: Answer,
): void {
  if (json) printJson(terminal, document)
  else if (lines.length === 0 && none !== undefined) remark(terminal, none)
  else for (const line of lines) print(terminal, line)
}

const columnGap = '  '

/** Lines of aligned columns under their heads; none without rows. */
export function table(
  heads: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number | null | undefined>>,
): string[] {
  if (rows.length === 0) return []
  const cells = rows.map((row) => row.map((cell) => safeText(cell ?? '-')))
  const widths = heads.map((head, index) =>
    Math.max(head.length, ...cells.map((row) => row[index]?.length ?? 0)),
  )
  return [heads, ...cells].map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(columnGap)
      .trimEnd(),
  )
}

/** Text of strangers, such as a user agent, must not steer the terminal it is shown on. */
export function safeText(text: string | number): string {
  return String(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, '�')
}

/** A timestamp for people and programs alike, or `null`. */
export function isoTime(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined
    ? null
    : new Date(milliseconds).toISOString()
}

/** The same to the second, for tables. */
export function shortTime(milliseconds: number | null | undefined): string {
  return isoTime(milliseconds)?.replace(/\.\d+Z$/, 'Z') ?? '-'
}

/** "1 member", "3 members": a count with its noun. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}
