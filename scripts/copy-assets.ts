import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// The end of `npm run build`: what the server reads beside its sources goes to the compiled ones.
const project = new URL('../', import.meta.url)

for (const path of ['pages/assets', 'pages/vendor', 'pages/manual/manual.css']) {
  const from = fileURLToPath(new URL(`src/${path}`, project))
  cpSync(from, fileURLToPath(new URL(`dist/${path}`, project)), { recursive: true })
}
