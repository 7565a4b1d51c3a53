/** The claims of a JWT, for showing; only the server can say whether they are true. */
export function readClaims(token: string): Record<string, unknown> | undefined {
  const [, payload] = token.trim().split('.')
  if (!payload) return undefined
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined
  } catch {
    return undefined
  }
}
