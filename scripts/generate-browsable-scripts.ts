import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import type { GeneratedFile } from './generated-files.ts'

const scripts = { 'main.ts': 'browsable.js', 'swagger.ts': 'swagger.js', 'redoc.ts': 'redoc.js' }

/** The scripts of the API's pages, each from its modules; readable, because they are small and committed. */
export function generateBrowsableScripts(): Promise<GeneratedFile[]> {
  const bundles = Object.entries(scripts).map(async ([entry, name]) => ({
    path: `src/pages/assets/${name}`,
    content: await bundle(entry),
  }))
  return Promise.all(bundles)
}

async function bundle(name: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../src/pages/script/${name}`, import.meta.url))
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
  const chunk = outputs.flatMap(({ output }) => output).find(({ type }) => type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`the bundler made nothing of ${name}`)
  return chunk.code
}
