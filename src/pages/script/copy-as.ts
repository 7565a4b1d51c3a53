import { copyAsSdk } from './copy-as-sdk.ts'
import type { Sendable } from './sendable.ts'

export type CopyFormat = 'curl' | 'fetch' | 'httpie' | 'sdk'

/** A request as a command or a program. Without a token of its own it names the variable `$TOKEN`. */
export function copyAs(
  format: CopyFormat,
  origin: string,
  request: Sendable,
  token: string | undefined,
): string {
  const url = `${origin}${request.url}`
  if (format === 'sdk') return copyAsSdk(origin, request)
  if (format === 'fetch') return asFetch(url, request, token)
  const authorization = request.isSecured ? [`"Authorization: Bearer ${token ?? '$TOKEN'}"`] : []
  return format === 'curl'
    ? asCurl(url, request, authorization)
    : asHttpie(url, request, authorization)
}

function asCurl(url: string, { method, body }: Sendable, authorization: readonly string[]): string {
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${shellQuoted(url)}`,
    ...authorization.map((header) => `-H ${header}`),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${shellQuoted(compact(body))}`]),
  ]
  return lines.join(' \\\n  ')
}

function asHttpie(
  url: string,
  { method, body }: Sendable,
  authorization: readonly string[],
): string {
  const parts = [`http ${method} ${shellQuoted(url)}`, ...authorization]
  const command = parts.join(' \\\n  ')
  return body === undefined ? command : `${command} \\\n  --raw ${shellQuoted(compact(body))}`
}

function asFetch(
  url: string,
  { method, body, isSecured }: Sendable,
  token: string | undefined,
): string {
  const bearer = token === undefined ? "'Bearer ' + TOKEN" : `'Bearer ${token}'`
  const headers = [
    ...(isSecured ? [`    Authorization: ${bearer},`] : []),
    ...(body === undefined ? [] : [`    'Content-Type': 'application/json',`]),
  ]
  const lines = [
    `const response = await fetch(${JSON.stringify(url)}, {`,
    `  method: '${method}',`,
    ...(headers.length > 0 ? ['  headers: {', ...headers, '  },'] : []),
    ...(body === undefined ? [] : [`  body: JSON.stringify(${compact(body)}),`]),
    '})',
    'console.log(response.status, await response.json())',
  ]
  return lines.join('\n')
}

function compact(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return body
  }
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
