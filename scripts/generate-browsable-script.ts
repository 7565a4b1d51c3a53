import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import type { GeneratedFile } from './generated-files.ts'

const entry = fileURLToPath(new URL('../src/browsable/script/main.ts', import.meta.url))

/** The one script of the API's pages, from its modules; readable, because it is small and committed. */
export async function generateBrowsableScript(): Promise<GeneratedFile[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'latchkeyPages' },
    },
  })
  const outputs = [built].flat() as Rolldown.RolldownOutput[]
  const code = outputs.flatMap(({ output }) => output).find(({ type }) => type === 'chunk')
  if (code?.type !== 'chunk') throw new Error('the bundler made no script')
  return [{ path: 'src/browsable/assets/browsable.js', content: code.code }]
}
