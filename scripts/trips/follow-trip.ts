import ts from 'typescript'
import { walkFrom } from './walk.ts'

/** The longest that the trips of these operations may be, in files with rules. */
export const longestTrips: Readonly<Record<string, number>> = {
  login: 6,
  refresh: 8,
  changeSetting: 9,
  listUsers: 9,
}

/**
 * The own files that a request comes through, in the order in which they are first entered. What only an error reaches
 * is not on the way.
 */
export function followTrip(operationId: string): string[] {
  const files = new Set<string>()
  walkFrom(operationId, (node, path) => {
    if (isAside(node)) return false
    files.add(path)
    return true
  })
  return [...files]
}

/**
 * Those that have to be read to follow the trip: routes, their schemas and use cases. Statements, cryptography and the
 * audit log are called by names that say it all.
 */
export function rulesOn(files: readonly string[]): string[] {
  return files.filter(
    (file) => file.startsWith('src/features/') && !/-repository|\/validity|\/audit\//.test(file),
  )
}

/** What is done only when something is wrong. */
function isAside(node: ts.Node): boolean {
  if (ts.isCatchClause(node) || ts.isThrowStatement(node)) return true
  const { parent } = node
  return parent && ts.isIfStatement(parent) && parent.thenStatement === node && endsInThrow(node)
}

function endsInThrow(node: ts.Node): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node
  return last !== undefined && ts.isThrowStatement(last)
}
