/** The choice that was probably meant, if one is at most `maxDistance` letters away. */
export function nearest(
  text: string,
  choices: readonly string[],
  maxDistance = Math.max(2, text.length / 3),
): string | undefined {
  const [best] = choices
    .filter((choice) => Math.abs(choice.length - text.length) <= maxDistance)
    .map((choice) => ({ choice, distance: editDistance(text, choice) }))
    .sort((first, second) => first.distance - second.distance)
  return best && best.distance <= maxDistance ? best.choice : undefined
}

/** How many letters have to be inserted, removed or replaced (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
