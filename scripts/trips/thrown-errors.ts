import ts from 'typescript'
import { walkFrom } from './walk.ts'

/** The codes of all errors that are thrown on the way of an operation, also where a caller translates them. */
export function thrownErrors(operationId: string): Set<string> {
  const codes = new Set<string>()
  walkFrom(operationId, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'ApiError') {
      for (const code of stringsIn(node.arguments?.[0])) codes.add(code)
    }
    return true
  })
  return codes
}

/** `new ApiError(isEmpty ? 'one' : 'other')` has two. */
function stringsIn(node: ts.Node | undefined): string[] {
  if (!node) return []
  if (ts.isStringLiteral(node)) return [node.text]
  return node.getChildren().flatMap(stringsIn)
}
