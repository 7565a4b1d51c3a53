import { errorMessages } from '../src/errors.ts'
import type { GeneratedFile } from './generated-file.ts'

/** The codes of the catalog, as a type for latchkey-client. */
export function generateClientCodes(): GeneratedFile[] {
  const head = '// Generated from src/errors.ts by `npm run generate`; not edited by hand.\n\n'
  const codes = Object.keys(errorMessages).map((code) => `  | '${code}'`)
  const content = `${head}/** Every code the server responds with. */\nexport type ErrorCode =\n${codes.join('\n')}\n`
  return [{ path: 'packages/client/src/error-codes.ts', content }]
}
