import {
  constants,
  createHash,
  generateKeyPairSync,
  type KeyObject,
  privateEncrypt,
  sign,
} from 'node:crypto'
import type { TokenKey } from '../../src/crypto/access-token.ts'
import { signBytes } from '../../src/crypto/signing-algorithms.ts'
import { base64url, createTokenKey, goodClaims } from './token-fixtures.ts'
import { es256 } from './token-vectors.ts'

/** Signatures that are wrong in the ways of which Project Wycheproof has vectors, made for keys of our own. */

const eddsa = createTokenKey('EdDSA')
const rs256 = createTokenKey('RS256')

/** The keys that verify these tokens. */
export const signatureKeys: readonly TokenKey[] = [es256, eddsa, rs256]

const payload = base64url(JSON.stringify(goodClaims))
const inputOf = (key: TokenKey) => Buffer.from(`${key.header}.${payload}`)
const withSignature = (key: TokenKey, signature: Buffer) =>
  `${key.header}.${payload}.${signature.toString('base64url')}`
const goodSignature = (key: TokenKey) => signBytes(key.algorithm, key.signingKey, inputOf(key))

const toNumber = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const toBytes = (number: bigint, length: number) =>
  Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex')

type Vector = readonly [name: string, signature: Buffer]

/** Order of the group of P-256 (SEC 2, section 2.4.2). */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn

function ecdsaVectors(): Vector[] {
  const good = goodSignature(es256)
  const [r, s] = [toNumber(good.subarray(0, 32)), toNumber(good.subarray(32))]
  const pair = (r: bigint, s: bigint) => Buffer.concat([toBytes(r, 32), toBytes(s, 32)])
  const special = { 0: 0n, 1: 1n, 'n - 1': n - 1n, n, 'n + 1': n + 1n, p, max: 2n ** 256n - 1n }
  const numbers = Object.entries(special)
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const larger = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey
  const signed = (hash: string, key = es256.signingKey, input = inputOf(es256)) =>
    sign(hash, input, { key, dsaEncoding: 'ieee-p1363' })
  return [
    ...numbers.map(([name, it]): Vector => [`r = ${name}`, pair(it, s)]),
    ...numbers.map(([name, it]): Vector => [`s = ${name}`, pair(r, it)]),
    ...numbers.flatMap(([one, r]) =>
      numbers.map(([other, s]): Vector => [`r = ${one}, s = ${other}`, pair(r, s)]),
    ),
    ['r and s swapped', pair(s, r)],
    ['r negated', pair(n - r, s)],
    ['both negated', pair(n - r, n - s)],
    ['s inverted', pair(r, inverse(s, n))],
    ['in DER', sign('sha256', inputOf(es256), es256.signingKey)],
    ['without its last byte', good.subarray(0, 63)],
    ['without s', good.subarray(0, 32)],
    ['a zero in front', Buffer.concat([Buffer.of(0), good])],
    ['a zero behind', Buffer.concat([good, Buffer.of(0)])],
    ['numbers of 33 bytes', Buffer.concat([toBytes(r, 33), toBytes(s, 33)])],
    ['SHA-1', signed('sha1')],
    ['SHA-384', signed('sha384')],
    ['SHA-512', signed('sha512')],
    ['of the payload alone', signed('sha256', es256.signingKey, Buffer.from(payload))],
    ['of another key', signed('sha256', other)],
    ['of a key of P-384', signed('sha256', larger)],
  ]
}

/** Extended Euclid: the number that times `number` is 1. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [low, high, a, b] = [number, modulus, 1n, 0n]
  while (low > 1n) {
    const quotient = high / low
    ;[low, high, a, b] = [high - quotient * low, low, b - quotient * a, a]
  }
  return ((a % modulus) + modulus) % modulus
}

/** Order of the base point of Ed25519 (RFC 8032, section 5.1). */
const order = 2n ** 252n + 27742317777372353535851937790883648493n

function eddsaVectors(): Vector[] {
  const good = goodSignature(eddsa)
  const [r, s] = [good.subarray(0, 32), toNumber(Buffer.from(good.subarray(32)).reverse())]
  const withS = (number: bigint) => Buffer.concat([r, toBytes(number, 32).reverse()])
  const identity = toBytes(1n, 32).reverse()
  const other = generateKeyPairSync('ed25519').privateKey
  return [
    // Verifies where S is not compared with the order (RFC 8032, section 5.1.7).
    ['S + the order', withS(s + order)],
    ['S + twice the order', withS(s + 2n * order)],
    ['S = 0', withS(0n)],
    ['S = 1', withS(1n)],
    ['S = the order', withS(order)],
    ['S negated', withS(order - s)],
    ['S max', withS(2n ** 256n - 1n)],
    ['R = the identity, S = 0', Buffer.concat([identity, Buffer.alloc(32)])],
    ['R = 0', Buffer.concat([Buffer.alloc(32), good.subarray(32)])],
    ['all zero', Buffer.alloc(64)],
    ['all ones', Buffer.alloc(64, 0xff)],
    ['swapped', Buffer.concat([good.subarray(32), r])],
    ['empty but for R', r],
    ['without its last byte', good.subarray(0, 63)],
    ['a zero behind', Buffer.concat([good, Buffer.of(0)])],
    ['of the payload alone', sign(null, Buffer.from(payload), eddsa.signingKey)],
    ['of another key', sign(null, inputOf(eddsa), other)],
  ]
}

const digestInfo = {
  sha1: '3021300906052b0e03021a05000414',
  sha256: '3031300d060960864801650304020105000420',
  sha512: '3051300d060960864801650304020305000440',
  /** Without the NULL of the parameters. */
  short: '302f300b06096086480165030402010420',
}

function rsaVectors(): Vector[] {
  const size = 256
  const good = goodSignature(rs256)
  const key = rs256.signingKey
  const hash = (name: string) => createHash(name).update(inputOf(rs256)).digest()
  const hex = (text: string) => Buffer.from(text, 'hex')
  /** What PKCS #1 v1.5 pads (RFC 8017, section 9.2), wrongly. */
  const padded = (content: Buffer, { type = 1, fill = 0xff, behind = 0 } = {}) => {
    const filler = Buffer.alloc(size - 3 - content.length - behind, fill)
    const message = [Buffer.of(0, type), filler, Buffer.of(0), content, Buffer.alloc(behind, 7)]
    return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, Buffer.concat(message))
  }
  const right = Buffer.concat([hex(digestInfo.sha256), hash('sha256')])
  const modulus = modulusOf(key)
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING }
  return [
    ['garbage behind the hash, padding of 8 bytes', padded(right, { behind: size - 62 })],
    ['one byte behind the hash', padded(right, { behind: 1 })],
    ['padding with zeros', padded(right, { fill: 0 })],
    ['padding with other bytes', padded(right, { fill: 0xfe })],
    ['padding of type 2', padded(right, { type: 2 })],
    ['padding of type 0', padded(right, { type: 0 })],
    ['parameters without NULL', padded(Buffer.concat([hex(digestInfo.short), hash('sha256')]))],
    ['the hash alone', padded(hash('sha256'))],
    ['SHA-1', padded(Buffer.concat([hex(digestInfo.sha1), hash('sha1')]))],
    ['SHA-512', padded(Buffer.concat([hex(digestInfo.sha512), hash('sha512')]))],
    ['another hash', padded(Buffer.concat([hex(digestInfo.sha256), hash('sha512').subarray(32)]))],
    ['PSS', sign('sha256', inputOf(rs256), pss)],
    ['plus the modulus', toBytes(toNumber(good) + modulus, size + 1)],
    ['0', Buffer.alloc(size)],
    ['1', toBytes(1n, size)],
    ['the modulus - 1', toBytes(modulus - 1n, size)],
    ['the modulus', toBytes(modulus, size)],
    ['negated', toBytes(modulus - toNumber(good), size)],
    ['without its last byte', good.subarray(0, size - 1)],
    ['a zero in front', Buffer.concat([Buffer.of(0), good])],
    ['a zero behind', Buffer.concat([good, Buffer.of(0)])],
    ['of the payload alone', sign('sha256', Buffer.from(payload), key)],
    ['of another key', sign('sha256', inputOf(rs256), other)],
  ]
}

function modulusOf(key: KeyObject): bigint {
  return toNumber(Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url'))
}

const tokensOf = (key: TokenKey, vectors: readonly Vector[]) =>
  vectors.map(([name, signature]): readonly [string, string] => [
    `${key.algorithm} signature: ${name}`,
    withSignature(key, signature),
  ])

/** Tokens that are right but for their signature, by name. */
export const wrongSignatures: readonly (readonly [string, string])[] = [
  ...tokensOf(es256, ecdsaVectors()),
  ...tokensOf(eddsa, eddsaVectors()),
  ...tokensOf(rs256, rsaVectors()),
]

/** Tokens that are as they should be. */
export const rightSignatures: readonly (readonly [string, string])[] = signatureKeys.map((key) => [
  key.algorithm,
  withSignature(key, goodSignature(key)),
])

/** (r, n - s) verifies as (r, s) does: a token is no name for itself. */
export function mirroredSignature(): string {
  const good = goodSignature(es256)
  const mirrored = toBytes(n - toNumber(good.subarray(32)), 32)
  return withSignature(es256, Buffer.concat([good.subarray(0, 32), mirrored]))
}
