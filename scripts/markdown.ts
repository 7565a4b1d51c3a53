/** A Markdown table; bars inside cells are escaped. */
export function markdownTable(
  head: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function codeSpan(text: string | number | boolean): string {
  return `\`${text}\``
}

/** A page of the reference: its title, the source it is made from, and its paragraphs. */
export function referencePage(title: string, source: string, parts: readonly string[]): string {
  const origin = `<!-- Generated from ${source} by \`npm run generate\`. Change that instead. -->`
  return `${[`# ${title}`, origin, ...parts].join('\n\n')}\n`
}
