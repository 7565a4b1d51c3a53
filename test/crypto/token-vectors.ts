import { createSecretKey } from 'node:crypto'
import type { AccessTokenClaims } from '../../src/crypto/access-token.ts'
import { signBytes } from '../../src/crypto/signing-algorithms.ts'
import { base64url, createTokenKey, goodClaims, nowSeconds } from './token-fixtures.ts'

/** The key whose tokens the vectors imitate. */
export const es256 = createTokenKey('ES256')
const rs256 = createTokenKey('RS256')

/** Signs any payload under any header with our own key, as nobody outside could. */
export function forge(payload: string, header = es256.header): string {
  const input = `${header}.${base64url(payload)}`
  const signature = signBytes('ES256', es256.signingKey, Buffer.from(input))
  return `${input}.${signature.toString('base64url')}`
}

export const textOf = (change: object) => JSON.stringify({ ...goodClaims, ...change })
const text = textOf
const without = (name: keyof AccessTokenClaims) => text({ [name]: undefined })
const good = JSON.stringify(goodClaims)

/** Payloads that no honest server signs, by name. */
const payloads: readonly (readonly [string, string])[] = [
  ...(Object.keys(goodClaims) as (keyof AccessTokenClaims)[]).flatMap(
    (name): [string, string][] => [
      [`without ${name}`, without(name)],
      [`${name} null`, text({ [name]: null })],
      [`${name} empty`, text({ [name]: '' })],
      [`${name} a list`, text({ [name]: [goodClaims[name]] })],
      [`${name} an object`, text({ [name]: {} })],
      [`${name} true`, text({ [name]: true })],
      [`${name} of the other kind`, text({ [name]: swapKind(goodClaims[name]) })],
    ],
  ),
  ['another issuer', text({ iss: 'https://evil.example' })],
  ['an issuer with a slash behind', text({ iss: `${goodClaims.iss}/` })],
  ['another audience', text({ aud: 'other' })],
  ['several audiences', text({ aud: ['latchkey', 'other'] })],
  ['a subject that is another user', text({ sub: '43' })],
  ['a subject with a leading zero', text({ sub: '042' })],
  ['user 0', text({ sub: '0', user_id: 0 })],
  ['a negative user', text({ sub: '-1', user_id: -1 })],
  ['a user past 2^53', good.replaceAll('42', '9007199254740993')],
  ['a session that is no number', text({ sid: 'NaN' })],
  ['a session with SQL', text({ sid: '1 or 1=1' })],
  ['session 0', text({ sid: '0' })],
  ['exp a float', good.replace(String(goodClaims.exp), `${goodClaims.exp}.5`)],
  ['exp with a zero fraction', good.replace(String(goodClaims.exp), `${goodClaims.exp}.0`)],
  ['exp in exponents', good.replace(String(goodClaims.exp), '1.90000003e9')],
  ['exp infinite', good.replace(String(goodClaims.exp), '1e999')],
  ['exp in milliseconds', text({ exp: goodClaims.exp * 1_000 })],
  ['exp at iat', text({ exp: goodClaims.iat })],
  ['exp before iat', text({ exp: goodClaims.iat - 1 })],
  ['a lifetime one second too long', text({ exp: goodClaims.iat + 86_401 })],
  ['iat in the future', text({ iat: nowSeconds + 6, exp: nowSeconds + 30 })],
  ['iat negative', text({ iat: -1 })],
  ['a duplicate member', good.replace('{', '{"user_id":1,')],
  ['a duplicate member of the same value', good.replace('{', '{"user_id":42,')],
  ['white space around', ` ${good} `],
  ['white space inside', good.replace(',', ', ')],
  ['a byte order mark', `\ufeff${good}`],
  ['an escaped name', good.replace('"sub"', '"\\u0073ub"')],
  ['a list of claims', `[${good}]`],
  ['a string', JSON.stringify(good)],
  ['null', 'null'],
  ['a number', '42'],
  ['nothing', ''],
  ['half of it', good.slice(0, -5)],
]

function swapKind(value: string | number): string | number {
  return typeof value === 'string' ? Number(value) || 1 : String(value)
}

const header = (change: object) =>
  base64url(JSON.stringify({ alg: 'ES256', typ: 'at+jwt', kid: es256.kid, ...change }))

/** Headers that no honest server writes, by name. */
const headers: readonly (readonly [string, string])[] = [
  ['without typ', header({ typ: undefined })],
  ['typ JWT', header({ typ: 'JWT' })],
  ['typ in capitals', header({ typ: 'AT+JWT' })],
  ['typ with its prefix', header({ typ: 'application/at+jwt' })],
  ['alg none', header({ alg: 'none' })],
  ['alg HS256', header({ alg: 'HS256' })],
  ['alg in lower case', header({ alg: 'es256' })],
  ['without kid', header({ kid: undefined })],
  ['another kid', header({ kid: 'other' })],
  ['kid a path', header({ kid: '../../../../dev/null' })],
  ['kid SQL', header({ kid: "' or 1=1 --" })],
  ['kid a number', header({ kid: 1 })],
  ['kid __proto__', header({ kid: '__proto__' })],
  ['crit', header({ crit: ['exp'] })],
  ['crit empty', header({ crit: [] })],
  ['b64 false', header({ b64: false, crit: ['b64'] })],
  ['zip', header({ zip: 'DEF' })],
  ['jku', header({ jku: 'https://evil.example/jwks.json' })],
  ['x5u', header({ x5u: 'https://evil.example/key.pem' })],
  ['x5c', header({ x5c: ['MIIB'] })],
  ['jwk', header({ jwk: es256.verificationKey.export({ format: 'jwk' }) })],
  ['cty', header({ cty: 'JWT' })],
  [
    'members in another order',
    base64url(JSON.stringify({ typ: 'at+jwt', alg: 'ES256', kid: es256.kid })),
  ],
  [
    'a duplicate member',
    base64url(`{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"${es256.kid}"}`),
  ],
  ['white space', base64url(`{"alg":"ES256", "typ":"at+jwt","kid":"${es256.kid}"}`)],
  ['padding', `${es256.header}=`],
  ['nothing', ''],
]

const [encodedHeader = '', payload = '', signature = ''] = forge(good).split('.')

/** No tokens at all, or broken ones, by name. */
const malformed: readonly (readonly [string, string])[] = [
  ['no signature', `${encodedHeader}.${payload}.`],
  ['alg none without a signature', `${header({ alg: 'none' })}.${payload}.`],
  ['two parts', `${encodedHeader}.${payload}`],
  ['four parts', `${encodedHeader}.${payload}.${signature}.`],
  ['five parts', `${encodedHeader}.${payload}.${signature}.a.b`],
  ['padding behind the signature', `${encodedHeader}.${payload}.${signature}=`],
  ['padding behind the payload', `${encodedHeader}.${payload}=.${signature}`],
  ['the signature in plain base64', `${encodedHeader}.${payload}.${plain(signature)}`],
  ['white space behind', `${encodedHeader}.${payload}.${signature}\n`],
  ['white space inside', `${encodedHeader}.${payload}. ${signature}`],
  [
    'a signature of the right length that is all zero',
    `${encodedHeader}.${payload}.${'A'.repeat(86)}`,
  ],
  ['a DER signature', `${encodedHeader}.${payload}.${der()}`],
  ['a long signature', `${encodedHeader}.${payload}.${signature}${signature}`],
  ['a public key as the shared secret', confused()],
  ['nothing', ''],
  ['dots', '..'],
  ['many dots', '.'.repeat(2_000)],
  ['JSON', JSON.stringify({ payload, protected: encodedHeader, signature })],
  ['a UUID', '0b0a3d2e-7c1b-4f59-8f5a-2f7c9f1f3a01'],
]

function plain(encoded: string): string {
  return Buffer.from(encoded, 'base64url')
    .toString('base64')
    .replace(/[^+/=]$/, '+')
}

function der(): string {
  return signBytes('RS256', rs256.signingKey, Buffer.from('x')).toString('base64url')
}

/** HS256 with the public key, as it is published, for a secret. */
function confused(): string {
  const pem = es256.verificationKey.export({ format: 'pem', type: 'spki' })
  const input = `${header({ alg: 'HS256' })}.${payload}`
  const forged = signBytes('HS256', createSecretKey(String(pem), 'utf8'), Buffer.from(input))
  return `${input}.${forged.toString('base64url')}`
}

/** The signature with bits set that decoding drops. */
function loose(): string {
  const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const index = last.indexOf(signature.slice(-1))
  return `${encodedHeader}.${payload}.${signature.slice(0, -1)}${last[index + 1]}`
}

/** Every token that whoever knows our key must reject, by name, at the time `nowSeconds`. */
export const invalidTokens: readonly (readonly [string, string])[] = [
  ...payloads.map(([name, text]) => [`payload: ${name}`, forge(text)] as const),
  ...headers.map(([name, encoded]) => [`header: ${name}`, forge(good, encoded)] as const),
  ...malformed,
  ['loose bits in the last character of the signature', loose()],
]
