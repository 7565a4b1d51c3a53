import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/** A declaration of one of our own files. */
export interface Target {
  readonly path: string
  readonly name: string
}

export interface SourceFile {
  readonly path: string
  readonly root: ts.SourceFile
  /** What it imports from own files, by the name it is used by; types are left to the compiler. */
  readonly imports: ReadonlyMap<string, Target>
  /** What it declares at the top level. */
  readonly declarations: ReadonlyMap<string, ts.Node>
}

const parsed = new Map<string, SourceFile>()

/** Parses a file of the project once. */
export function readSourceFile(path: string): SourceFile {
  const known = parsed.get(path)
  if (known) return known

  const text = readFileSync(path, 'utf8')
  const root = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const file = {
    path,
    root,
    imports: importsOf(root, path),
    declarations: declarationsIn(root.statements),
  }
  parsed.set(path, file)
  return file
}

/** Functions, classes and constants, by name. */
export function declarationsIn(statements: readonly ts.Statement[]): Map<string, ts.Node> {
  return new Map(statements.flatMap(declaredBy))
}

function declaredBy(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name ? [[statement.name.text, statement]] : []
  }
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    namesOf(name).map((each): [string, ts.Node] => [each, initializer ?? name]),
  )
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? namesOf(element.name) : [],
  )
}

function importsOf(root: ts.SourceFile, path: string): Map<string, Target> {
  return new Map(root.statements.flatMap((statement) => importedBy(statement, path)))
}

function importedBy(statement: ts.Statement, path: string): [string, Target][] {
  if (!ts.isImportDeclaration(statement)) return []
  const { text: specifier } = statement.moduleSpecifier as ts.StringLiteral
  const bindings = statement.importClause?.namedBindings
  if (!specifier.startsWith('.') || !bindings || !ts.isNamedImports(bindings)) return []

  const target = relative('.', join(dirname(path), specifier))
  return bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => [
      name.text,
      { path: target, name: (propertyName ?? name).text },
    ])
}
