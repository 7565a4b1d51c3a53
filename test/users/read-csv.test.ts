import { expect, test } from 'vitest'
import { type CsvRecord, readCsv } from '../../src/features/users/import/read-csv.ts'

async function read(...lines: string[]): Promise<CsvRecord[]> {
  async function* source() {
    yield* lines
  }
  const records: CsvRecord[] = []
  for await (const record of readCsv(source())) records.push(record)
  return records
}

test('quoted cells may hold the delimiter, quotes and line breaks', async () => {
  const records = await read('a,b', '"1,5","say ""yes"""', '"two', '', 'lines",', '', ' "x" ,y')

  expect(records.map(({ cells }) => cells)).toEqual([
    ['a', 'b'],
    ['1,5', 'say "yes"'],
    ['two\n\nlines', ''],
    ['x', 'y'],
  ])
  expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 7])
})

test.each([';', '\t'])('the delimiter %j is recognised by the head line', async (delimiter) => {
  const records = await read(`a${delimiter}b,c${delimiter}d`, `1${delimiter}2${delimiter}3`)

  expect(records[0]?.cells).toEqual(['a', 'b,c', 'd'])
  expect(records[1]?.cells).toEqual(['1', '2', '3'])
})

test('the apostrophe before what looks like a formula is taken away again', async () => {
  const records = await read('a', "'=1", "'-x", "'quoted'", '"\'@y"', "''=1")

  expect(records.flatMap(({ cells }) => cells)).toEqual(['a', '=1', '-x', "'quoted'", '@y', "'=1"])
})

test('what spreadsheets write before the head line says the delimiter', async () => {
  const records = await read('sep=;', 'a;b,c', '1;2')

  expect(records.map(({ cells }) => cells)).toEqual([
    ['a', 'b,c'],
    ['1', '2'],
  ])
  expect(records.map(({ line }) => line)).toEqual([2, 3])
})

test('a quotation mark in the middle of a cell is part of it', async () => {
  const records = await read('a', '', 'good', 'screen of 5" size', 'after')

  expect(records).toEqual([
    { cells: ['a'], line: 1 },
    { cells: ['good'], line: 3 },
    { cells: ['screen of 5" size'], line: 4 },
    { cells: ['after'], line: 5 },
  ])
})

test('a quotation mark that is never closed is an error, and not the rest of a large file', async () => {
  const atEnd = await read('a', '"open', 'still')
  const inLargeFile = await read('a', '"open', ...Array<string>(40).fill('x'.repeat(50_000)))

  for (const records of [atEnd, inLargeFile]) {
    expect(records.at(-1)?.issue).toBe('A quotation mark is never closed.')
  }
})
