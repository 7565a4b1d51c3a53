import { createHash } from 'node:crypto'

/** By which the build and the renderer find the same example. */
export function exampleKey(language: string, text: string): string {
  return createHash('sha256').update(`${language}\n${text}`).digest('base64url').slice(0, 16)
}
