import { marked } from 'marked'
import type { ThemedToken } from 'shiki/core'
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createOnigurumaEngine } from 'shiki/engine/oniguruma'
import { exampleKey } from '../../src/pages/manual/example-key.ts'
import { html } from '../../src/text/html.ts'

const languages = [
  import('shiki/langs/csharp.mjs'),
  import('shiki/langs/go.mjs'),
  import('shiki/langs/ini.mjs'),
  import('shiki/langs/java.mjs'),
  import('shiki/langs/javascript.mjs'),
  import('shiki/langs/json.mjs'),
  import('shiki/langs/jsx.mjs'),
  import('shiki/langs/nginx.mjs'),
  import('shiki/langs/php.mjs'),
  import('shiki/langs/python.mjs'),
  import('shiki/langs/ruby.mjs'),
  import('shiki/langs/shellscript.mjs'),
  import('shiki/langs/sql.mjs'),
  import('shiki/langs/tsx.mjs'),
  import('shiki/langs/typescript.mjs'),
  import('shiki/langs/yaml.mjs'),
]

const theme = createCssVariablesTheme({ name: 'classes', fontStyle: false })

/** The theme's variables as classes of frame.css; a policy without inline styles lets in nothing else. */
const classes: Readonly<Record<string, string>> = {
  'var(--shiki-token-comment)': 'comment',
  'var(--shiki-token-constant)': 'constant',
  'var(--shiki-token-function)': 'function',
  'var(--shiki-token-keyword)': 'keyword',
  'var(--shiki-token-string)': 'string',
  'var(--shiki-token-string-expression)': 'string',
}

/** The markup of each example of the manual whose language is known, by `exampleKey`. */
export async function highlightExamples(
  pages: ReadonlyArray<{ readonly markdown: string }>,
): Promise<Record<string, string>> {
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: languages,
    engine: createOnigurumaEngine(import('shiki/wasm')),
  })
  const known = new Set(highlighter.getLoadedLanguages())
  const examples: Record<string, string> = {}
  for (const { markdown } of pages) {
    for (const { lang, text } of codeBlocksOf(markdown)) {
      if (!known.has(lang)) continue
      const { tokens } = highlighter.codeToTokens(text, { lang, theme: 'classes' })
      examples[exampleKey(lang, text)] = tokens
        .map((line) => line.map((token) => markup(token, lang)).join(''))
        .join('\n')
    }
  }
  highlighter.dispose()
  return examples
}

function codeBlocksOf(markdown: string): Array<{ lang: string; text: string }> {
  const blocks: Array<{ lang: string; text: string }> = []
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type === 'code') blocks.push({ lang: token['lang'] ?? '', text: token['text'] })
  })
  return blocks
}

function markup({ content, color = '' }: ThemedToken, language: string): string {
  const name = isShellWord(language, color) ? classOfShellWord(content) : classes[color]
  return name === undefined
    ? html`${content}`.markup
    : html`<span class="${name}">${content}</span>`.markup
}

/** The grammar of shells takes every word without quotes for a string. */
function isShellWord(language: string, color: string): boolean {
  return language === 'sh' && color === 'var(--shiki-token-string)'
}

function classOfShellWord(word: string): string | undefined {
  return word.startsWith('-') ? 'constant' : undefined
}
