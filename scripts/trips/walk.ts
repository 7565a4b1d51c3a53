import { globSync } from 'node:fs'
import ts from 'typescript'
import { declarationsIn, readSourceFile, type SourceFile, type Target } from './source-file.ts'

/** Sees each part of the code on the way, and says whether to go into it. */
type Step = (node: ts.Node, path: string) => boolean

/**
 * Walks from the handler of an operation along every function that is named on the way.
 *
 * @throws {Error} when no file of routes declares the operation.
 */
export function walkFrom(operationId: string, step: Step): void {
  for (const path of globSync('src/**/*-routes.ts')) {
    const file = readSourceFile(path)
    const route = findRoute(file.root, operationId)
    if (!route) continue

    new Walk(step).enter(file, handlerOf(route), localsAround(route))
    return
  }
  throw new Error(`No route has the operationId ${operationId}.`)
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

class Walk {
  readonly #step: Step
  readonly #entered = new Set<ts.Node>()

  constructor(step: Step) {
    this.#step = step
  }

  enter(file: SourceFile, node: ts.Node, locals: ReadonlyMap<string, ts.Node> = new Map()): void {
    if (this.#entered.has(node)) return
    this.#entered.add(node)
    this.#follow(file, node, locals)
  }

  #follow(file: SourceFile, node: ts.Node, locals: ReadonlyMap<string, ts.Node>): void {
    if (ts.isTypeNode(node) || !this.#step(node, file.path)) return
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

/** Not the name of a member or of what is being declared. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !('name' in parent && parent.name === node) || ts.isShorthandPropertyAssignment(parent)
}
