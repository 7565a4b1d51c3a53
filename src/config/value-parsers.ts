import { BlockList, isIP } from 'node:net'
import type { DatabaseLocation } from '../database/connect.ts'
import { PostgresUrlError, parsePostgresUrl } from '../database/postgres-url.ts'
import { isEmailAddress } from '../text/email-address.ts'

/** Turns the text of a variable into its value, or says what was expected. Never repeats the text. */
export type Parse<Value> = (text: string) => Value | Issue

/** What a variable should have held. */
export class Issue {
  readonly expectation: string

  constructor(expectation: string) {
    this.expectation = expectation
  }
}

export const anyText: Parse<string> = (text) => text

/** One line without control characters: a second line is a file pasted whole, and works nowhere. */
export const oneLine: Parse<string> = (text) =>
  /\p{Cc}/u.test(text) ? new Issue('one line without control characters') : text

/** Exactly one of the choices: a misspelt one must not quietly mean another. */
export function exactly<Choice extends string>(...choices: readonly Choice[]): Parse<Choice> {
  return (text) =>
    choices.find((choice) => choice === text) ?? new Issue(`exactly one of ${choices.join(', ')}`)
}

export function oneOf<Choice extends string>(...choices: readonly Choice[]): Parse<Choice> {
  return (text) =>
    choices.find((choice) => choice.toLowerCase() === text.toLowerCase()) ??
    new Issue(`one of ${choices.join(', ')}`)
}

export function integer(minimum: number, maximum: number): Parse<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    return value >= minimum && value <= maximum
      ? value
      : new Issue(`a whole number from ${minimum} to ${maximum}`)
  }
}

const unitSeconds: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3_600, d: 86_400 }

/** A duration such as `30`, `30s`, `15m`, `12h` or `30d`, in seconds. */
export const durationSeconds: Parse<number> = (text) => {
  const [, digits = '', unit = ''] = /^(\d{1,12})\s*([smhd]?)$/i.exec(text.trim()) ?? []
  const seconds = Number(digits) * (unitSeconds[unit.toLowerCase()] ?? Number.NaN)
  return digits === '' || !Number.isSafeInteger(seconds)
    ? new Issue('seconds, or a duration such as 30s, 15m, 12h, 30d')
    : seconds
}

/** Values separated by commas; blanks around them and empty ones are dropped. */
export function list<Value>(parseOne: Parse<Value>): Parse<readonly Value[]> {
  return (text) => {
    const values = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(parseOne)
    const issue = values.find((value) => value instanceof Issue)
    return issue ?? (values as Value[])
  }
}

const hostNamePattern = /^(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?$/i

/** An address to listen on: an IP address, with brackets or without, or a host name. */
export const listenHost: Parse<string> = (text) => {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 || hostNamePattern.test(host)
    ? host
    : new Issue('an IP address or a host name, without scheme and port, such as 0.0.0.0 or ::')
}

/** A host name as the Host header has it, `.example.com` for all its subdomains, or `*` for any. */
export const allowedHost: Parse<string> = (text) => {
  if (text === '*') return text
  const host = text.toLowerCase()
  if (isIP(host) === 6) return `[${host}]`
  const isAddress = isIP(host.replace(/^\[(.*)\]$/, '$1')) !== 0
  return isAddress || hostNamePattern.test(host.replace(/^\./, ''))
    ? host
    : new Issue(
        'host names without scheme, port and path, such as auth.example.com, or .example.com for all its subdomains',
      )
}

/** An origin such as `https://auth.example.com`, without a path. */
export const origin: Parse<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !/\*/.test(text)
  return isOrigin && !url.search && !url.hash && !url.username
    ? url.origin
    : new Issue(
        'an http or https address without path and wildcard, such as https://auth.example.com',
      )
}

/** First parts of the paths that this server has itself, which a proxy that takes a path off would leave. */
const ownPath = /^\/(account|admin|api|docs|healthz|livez|readyz|redoc|swagger)(\/|$)/

/** Where clients reach this server: an origin, or a path at one. */
export const publicAddress: Parse<string> = (text) => {
  const url = URL.parse(text)
  const path = url?.pathname.replace(/\/$/, '') ?? ''
  const isAddress = url && /^https?:$/.test(url.protocol) && !/[*?#]/.test(text) && !url.username
  return isAddress && /^(\/[\w~-][\w.~-]*)*$/.test(path) && !ownPath.test(path)
    ? url.origin + path
    : new Issue(
        'an http or https address, such as https://auth.example.com or https://example.com/auth, whose path does not begin like one of this server',
      )
}

/** `true` or `false`, in any of their usual spellings. */
export const yesOrNo: Parse<boolean> = (text) => {
  if (/^(true|yes|on|1)$/i.test(text)) return true
  return /^(false|no|off|0)$/i.test(text) ? false : new Issue('true or false')
}

/** `sqlite:path`, `sqlite::memory:` or a `postgres://` address. */
export const databaseLocation: Parse<DatabaseLocation> = (text) => {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { dialect: 'sqlite', file: text.slice('sqlite:'.length).replace(/^\/\/(?=\/|\.)/, '') }
  }
  try {
    return { dialect: 'postgres', address: parsePostgresUrl(text) }
  } catch (error) {
    if (error instanceof PostgresUrlError) return new Issue(error.message)
    throw error
  }
}

export interface AddressRange {
  readonly address: string
  readonly prefixLength: number
}

/** An IP address or a CIDR range. */
export const addressRange: Parse<AddressRange> = (text) => {
  const [address = '', prefix] = text.split('/')
  const family = isIP(address)
  const maxLength = family === 4 ? 32 : 128
  const prefixLength = prefix === undefined ? maxLength : Number(prefix)
  const isRange =
    family !== 0 &&
    /^\d{1,3}$/.test(prefix ?? '0') &&
    prefixLength <= maxLength &&
    !text.includes('//')
  return isRange
    ? { address, prefixLength }
    : new Issue('IP addresses or ranges such as 10.0.0.0/8, separated by commas')
}

export function blockListOf(ranges: readonly AddressRange[]): BlockList {
  const blockList = new BlockList()
  for (const { address, prefixLength } of ranges) {
    blockList.addSubnet(address, prefixLength, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return blockList
}

export const emailAddress: Parse<string> = (text) =>
  isEmailAddress(text.trim()) ? text.trim() : new Issue('an email address')

/** Where email is handed over. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** Whether TLS begins with the connection, and not with STARTTLS. */
  readonly isSecure: boolean
  /** Whether nothing is sent without TLS. */
  readonly requiresTls: boolean
  readonly credentials: { readonly user: string; readonly password: string } | undefined
}

const smtpExpectation = new Issue(
  'smtp://user:password@host:port or smtps://…, with at most ?tls=required or ?tls=never',
)

export const smtpServer: Parse<SmtpServer> = (text) => {
  const url = URL.parse(text.trim())
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return smtpExpectation
  const tls = url.searchParams.get('tls') ?? undefined
  const hasOther = [...url.searchParams.keys()].some((name) => name !== 'tls')
  if (
    hasOther ||
    !/^\/?$/.test(url.pathname) ||
    !/^(required|never|undefined)$/.test(String(tls))
  ) {
    return smtpExpectation
  }
  const isSecure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return {
    host,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    requiresTls: tls === 'required' || (tls === undefined && !isLoopback(host)),
    credentials:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host)
}

/** Where traces go: the address of a collector, with the path of OTLP for traces behind its own. */
export const collectorAddress: Parse<string> = (text) => {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    return new Issue('an http or https address, such as http://localhost:4318')
  }
  return `${url.origin}${url.pathname.replace(/\/$/, '')}/v1/traces`
}

const headerPattern = /^([\w-]+)=([\x21-\x7e ]*)$/

/** `name=value` pairs, their values percent-encoded, separated by commas (W3C Baggage, as OpenTelemetry has it). */
export const headerList: Parse<Readonly<Record<string, string>>> = (text) => {
  const headers: Record<string, string> = {}
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [, name, value] = headerPattern.exec(pair.trim()) ?? []
    const decoded = value && decodedOf(value)
    if (!name || !decoded) return new Issue('name=value pairs separated by commas')
    headers[name.toLowerCase()] = decoded
  }
  return headers
}

function decodedOf(text: string): string | undefined {
  try {
    return oneLine(decodeURIComponent(text)) instanceof Issue ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}

export const share: Parse<number> = (text) =>
  /^(0|1|[01]?\.\d{1,9})$/.test(text) && Number(text) <= 1
    ? Number(text)
    : new Issue('a number from 0 to 1, such as 0.1')
