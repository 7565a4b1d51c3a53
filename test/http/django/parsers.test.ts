import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../../src/errors.ts'
import { parseFormBody } from '../../../src/http/django/form-body.ts'
import { parseJsonBody } from '../../../src/http/django/json-body.ts'
import { parseMultipartBody } from '../../../src/http/django/multipart-body.ts'
import { JsonNumber, UploadedFile } from '../../../src/http/django/parsed-body.ts'
import { processorMilliseconds, startOfWork } from '../../support/processor-time.ts'

const megabyte = 1_048_576
const malformed = Symbol('malformed')

/** Runs a parser that may refuse but must never throw anything else, nor take long. */
function parse<Result>(parser: () => Result): Result | ApiError {
  const before = startOfWork()
  try {
    return parser()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  } finally {
    expect(processorMilliseconds(before)).toBeLessThan(400)
  }
}

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))
const nearlyJson = fc.string({ unit: fc.constantFrom(...'{}[]",:\\0123456789eE+-.tfnu \t\u2028é') })

describe('JSON', () => {
  test('no bytes make the parser throw anything but a refusal', () => {
    const bytes = fc.oneof(
      anyBytes,
      nearlyJson.map((text) => Buffer.from(text)),
    )
    fc.assert(
      fc.property(bytes, (body) => void parse(() => parseJsonBody(body))),
      { numRuns: 2_000 },
    )
  })

  test('it accepts exactly what JSON.parse accepts, with the same value', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyJson, fc.json()), (text) => {
        const parsed = parse(() => parseJsonBody(Buffer.from(text)))
        const expected = parseLeniently(text)

        if (parsed instanceof ApiError) expect(expected).toBe(malformed)
        else expect(withNumbers(parsed.value)).toEqual(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  test('numbers keep their digits', () => {
    const { value } = parseJsonBody(Buffer.from('[1.0, 1e2, 123456789012345678901234567890]'))

    expect((value as JsonNumber[]).map((number) => number.source)).toEqual([
      '1.0',
      '1e2',
      '123456789012345678901234567890',
    ])
  })

  test.each([
    ['a megabyte of open brackets', '['.repeat(megabyte)],
    ['a megabyte of open braces', '{"a":'.repeat(200_000)],
    ['101 levels', `${'['.repeat(101)}${']'.repeat(101)}`],
    ['a number of a megabyte', '1'.repeat(megabyte)],
    ['a number of 4301 digits', '1'.repeat(4_301)],
    ['half a million numbers', `[${'1,'.repeat(500_000)}1]`],
    ['a third of a million objects', `[${'{},'.repeat(300_000)}{}]`],
    ['a hundred thousand members', `{${'"a":1,'.repeat(100_000)}"b":1}`],
    ['a string that never ends', `"${'a'.repeat(megabyte)}`],
    ['a megabyte of backslashes', `"${'\\'.repeat(megabyte)}`],
  ])('refused at once: %s', (_name, text) => {
    expect(parse(() => parseJsonBody(Buffer.from(text)))).toBeInstanceOf(ApiError)
  })

  test('100 levels and 4300 digits are still read', () => {
    const deep = `${'['.repeat(100)}${'1'.repeat(4_300)}${']'.repeat(100)}`

    expect(parse(() => parseJsonBody(Buffer.from(deep)))).not.toBeInstanceOf(ApiError)
  })

  test('brackets, digits and commas inside strings are only text', () => {
    const text = '[{1,'.repeat(10_000)

    expect(parseJsonBody(Buffer.from(JSON.stringify({ text }))).value).toEqual({ text })
  })

  test('a refusal repeats nothing of the body', () => {
    const refusal = parse(() => parseJsonBody(Buffer.from('{"password": canary-secret}')))

    expect((refusal as ApiError).message).not.toContain('canary')
  })

  test.each([
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['an overlong encoding', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['a byte order mark', Buffer.from('\ufeff{}')],
  ])('refused: %s', (_name, bytes) => {
    expect(parse(() => parseJsonBody(bytes))).toBeInstanceOf(ApiError)
  })

  test('__proto__ is a member like any other', () => {
    const { value } = parseJsonBody(Buffer.from('{"__proto__": {"isAdmin": true}, "a": 1}'))

    expect((value as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  function parseLeniently(text: string): unknown {
    try {
      return JSON.parse(text)
    } catch {
      return malformed
    }
  }

  function withNumbers(value: unknown): unknown {
    if (value instanceof JsonNumber) return Number(value.source)
    if (Array.isArray(value)) return value.map(withNumbers)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, withNumbers(each)]),
    )
  }
})

describe('forms', () => {
  test('a form survives being written and read', () => {
    const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(fields, (form) => {
        const body = Buffer.from(new URLSearchParams(form).toString())

        expect(parseFormBody(body).value).toEqual({ ...form })
      }),
    )
  })

  test('no bytes make the parser throw anything but a refusal', () => {
    fc.assert(fc.property(anyBytes, (body) => void parse(() => parseFormBody(body))))
  })

  test.each([
    ['a megabyte of separators', '&'.repeat(megabyte)],
    ['half a million fields', 'a&'.repeat(megabyte / 2)],
  ])('refused at once: %s', (_name, text) => {
    expect(parse(() => parseFormBody(Buffer.from(text)))).toBeInstanceOf(ApiError)
  })

  test.each([
    ['a megabyte of escapes', '%41'.repeat(megabyte / 3)],
    ['a megabyte of broken escapes', '%'.repeat(megabyte)],
    ['a megabyte of plus signs', '+'.repeat(megabyte)],
  ])('read in bounded time: %s', (_name, text) => {
    expect(parse(() => parseFormBody(Buffer.from(`a=${text}`)))).not.toBeInstanceOf(ApiError)
  })
})

describe('multipart', () => {
  const type = 'multipart/form-data; boundary=xYz'
  const part = (head: string, content: string) =>
    `--xYz\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`

  test('fields survive being written and read', () => {
    const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('--xYz'))
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), (values) => {
        const parts = values.map((value, index) => part(`name="f${index}"`, value))
        const body = Buffer.from(`${parts.join('')}--xYz--\r\n`)

        const expected = Object.fromEntries(values.map((value, index) => [`f${index}`, value]))
        expect(parseMultipartBody(body, type).value).toEqual(expected)
      }),
    )
  })

  test('a file is a value of no text field', () => {
    const body = Buffer.from(`${part('name="email"; filename="a.txt"', 'user@example.com')}--xYz--`)

    expect(parseMultipartBody(body, type).value).toEqual({ email: new UploadedFile() })
  })

  test('no bytes and no type make the parser throw anything but a refusal', () => {
    const types = fc.oneof(fc.string(), fc.constantFrom(type, 'multipart/form-data; boundary=-'))
    fc.assert(
      fc.property(
        anyBytes,
        types,
        (body, each) => void parse(() => parseMultipartBody(body, each)),
      ),
    )
  })

  test.each([
    ['a boundary that is everywhere', '-'.repeat(megabyte), 'multipart/form-data; boundary=-'],
    ['ten thousand parts', part('name="a"', 'b').repeat(10_000), type],
    ['no boundary', 'a', 'multipart/form-data'],
  ])('refused at once: %s', (_name, text, contentType) => {
    const refusal = parse(() => parseMultipartBody(Buffer.from(text), contentType))

    expect(refusal).toBeInstanceOf(ApiError)
  })

  test.each([
    ['a head of a megabyte', `--xYz\r\nContent-Disposition:${';'.repeat(megabyte)}\r\n\r\na`],
    ['a head of blanks', `--xYz\r\nContent-Disposition:;${' '.repeat(megabyte)}\r\n\r\na`],
    ['a head of names', `--xYz\r\nContent-Disposition:${';name="'.repeat(150_000)}\r\n\r\na`],
    ['many heads', `--xYz\r\n${'Content-Disposition: a\r\n'.repeat(40_000)}\r\na`],
  ])('read in bounded time: %s', (_name, text) => {
    parse(() => parseMultipartBody(Buffer.from(text), type))
  })
})
