const accented: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ö',
  s: 'š',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  E: 'É',
  O: 'Ø',
  S: 'Š',
  U: 'Ü',
}

/** Stands in for a language a third longer than English; placeholders stay as they are. */
export function pseudo(template: string): string {
  const text = template
    .split(/(\{\w+\})/)
    .map((part) =>
      part.startsWith('{')
        ? part
        : part.replace(/[a-zA-Z]/g, (letter) => accented[letter] ?? letter),
    )
    .join('')
  return `⟦${text}${padding(Math.ceil(template.length / 3))}⟧`
}

/** In words that a line can be broken between. */
function padding(length: number): string {
  return '~'.repeat(length).replaceAll(/~{9}(?=~)/g, '~~~~~~~~ ')
}
