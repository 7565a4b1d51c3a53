/** Several names in one cell: `Support; Keys`. A name that could be taken for several is quoted, as in CSV. */
export function formatNames(names: readonly string[]): string {
  return names.map(quoted).join('; ')
}

function quoted(name: string): string {
  const isPlain = name !== '' && name.trim() === name && !/[;"]/.test(name)
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`
}

const element = /\s*(?:"((?:[^"]|"")*)"\s*|([^;]*))(?:;|$)/y

/** The names of such a cell; blank ones do not count. */
export function parseNames(text: string): string[] {
  const names: string[] = []
  element.lastIndex = 0
  while (element.lastIndex < text.length) {
    const found = element.exec(text)
    // A quotation mark that is never closed is part of a name.
    if (!found) return [...names, text]
    const [, inQuotes, plain = ''] = found
    const name = inQuotes === undefined ? plain.trim() : inQuotes.replaceAll('""', '"')
    if (name !== '') names.push(name)
  }
  return names
}
