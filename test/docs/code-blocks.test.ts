import { readFileSync } from 'node:fs'
import { parse } from 'vite'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { firstPages, testCommandsOf } from './commands.ts'
import { blocksOf, pages, project } from './pages.ts'

/** Languages whose blocks are run or parsed; every other block says above it why it is not. */
const checkedLanguages = ['sh', 'sql', 'json', 'yaml', 'text']

describe.each(pages.filter((page) => blocksOf(page).length > 0))('$path', (page) => {
  test('says of every block that is not checked why', () => {
    const unexplained = blocksOf(page).filter(
      ({ language, note }) =>
        !checkedLanguages.includes(language) &&
        !/^(not run: .+|run by: .+|file: .+|part of: .+)$/.test(note),
    )

    expect(unexplained).toEqual([])
  })

  test('has documents and programs that can be parsed', async () => {
    for (const { language, text, line } of blocksOf(page)) {
      if (language === 'json') JSON.parse(text)
      if (language === 'yaml') parseYaml(text)
      if (language !== 'js' && language !== 'jsx') continue
      const { errors } = await parse(`example.${language}`, text)
      expect(errors, `${page.path}:${line}`).toEqual([])
    }
  })

  test('shows parts of the examples as they are', () => {
    for (const { note, text } of blocksOf(page)) {
      const [, path] = /^part of: (.+)$/.exec(note) ?? []
      if (path) expect(readFileSync(new URL(path, project), 'utf8')).toContain(text)
    }
  })
})

// What a new user reads first; the other pages take longer (commands.matrix.ts).
testCommandsOf(pages.filter(({ path }) => firstPages.includes(path)))
