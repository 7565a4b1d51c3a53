import { globSync } from 'node:fs'
import ts from 'typescript'
import { declarationsIn, readSourceFile, type SourceFile, type Target } from './source-file.ts'

/** The longest that the trips of these operations may be, in files with rules. */
export const longestTrips: Readonly<Record<string, number>> = {
  login: 6,
  refresh: 8,
  changeSetting: 9,
  listUsers: 9,
}

/**
 * The own files that a request comes through, in the order in which they are first entered: from the handler of the
 * operation along every function it names. What only an error reaches is not on the way.
 *
 * @throws {Error} when no file of routes declares the operation.
 */
export function followTrip(operationId: string): string[] {
  for (const path of globSync('src/**/*-routes.ts')) {
    const file = readSourceFile(path)
    const route = findRoute(file.root, operationId)
    if (!route) continue

    const trip = new Trip()
    trip.enter(file, handlerOf(route), localsAround(route))
    return [...trip.files]
  }
  throw new Error(`No route has the operationId ${operationId}.`)
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

/** The call that registers the route: `app.post(path, { schema: { operationId } }, handler)` or `adminRoute(app, { id }, handler)`. */
function findRoute(node: ts.Node, operationId: string): ts.CallExpression | undefined {
  const isIt =
    ts.isPropertyAssignment(node) &&
    ['operationId', 'id'].includes(node.name.getText()) &&
    ts.isStringLiteral(node.initializer) &&
    node.initializer.text === operationId
  if (isIt) return ts.findAncestor(node, ts.isCallExpression)
  return ts.forEachChild(node, (child) => findRoute(child, operationId))
}

function handlerOf(route: ts.CallExpression): ts.Node {
  return route.arguments.at(-1) ?? route
}

/** What the function that registers the route has declared before. */
function localsAround(route: ts.Node): ReadonlyMap<string, ts.Node> {
  const body = ts.findAncestor(route, ts.isFunctionDeclaration)?.body
  return declarationsIn(body?.statements ?? [])
}

class Trip {
  readonly files = new Set<string>()
  readonly #entered = new Set<ts.Node>()

  enter(file: SourceFile, node: ts.Node, locals: ReadonlyMap<string, ts.Node> = new Map()): void {
    if (this.#entered.has(node)) return
    this.#entered.add(node)
    this.files.add(file.path)
    this.#follow(file, node, locals)
  }

  #follow(file: SourceFile, node: ts.Node, locals: ReadonlyMap<string, ts.Node>): void {
    if (isAside(node)) return
    if (ts.isIdentifier(node) && isRead(node)) {
      const imported = file.imports.get(node.text)
      const declared = locals.get(node.text) ?? file.declarations.get(node.text)
      if (imported) this.#enterTarget(imported)
      else if (declared) this.enter(file, declared, locals)
    }
    ts.forEachChild(node, (child) => this.#follow(file, child, locals))
  }

  #enterTarget({ path, name }: Target): void {
    const file = readSourceFile(path)
    const declared = file.declarations.get(name)
    if (declared) this.enter(file, declared)
  }
}

/** Types, and what is done only when something is wrong. */
function isAside(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isCatchClause(node) || ts.isThrowStatement(node)) return true
  const { parent } = node
  return parent && ts.isIfStatement(parent) && parent.thenStatement === node && endsInThrow(node)
}

function endsInThrow(node: ts.Node): boolean {
  const last = ts.isBlock(node) ? node.statements.at(-1) : node
  return last !== undefined && ts.isThrowStatement(last)
}

/** Not the name of a member or of what is being declared. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !('name' in parent && parent.name === node) || ts.isShorthandPropertyAssignment(parent)
}
