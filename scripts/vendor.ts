import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Copies the documentation viewers out of their packages (`npm run vendor`). They are not dependencies: one of them
 * counts installations, and the other brings sixty packages of which none is needed to serve its bundle.
 */
const packages = [
  {
    name: 'swagger-ui-dist',
    version: '5.35.0',
    integrity:
      'sha512-U06rpMtW9V3XPGOBeamTUSr0Z09jMX4IJuANpE/EZbAhw0G8CgwrzU4YmXkn/h0wCDNsXdGarTNNHC3sU8yVUQ==',
    folder: 'swagger-ui',
    files: [
      'swagger-ui-bundle.js',
      'swagger-ui-bundle.js.LICENSE.txt',
      'swagger-ui.css',
      'LICENSE',
      'NOTICE',
    ],
  },
  {
    name: 'redoc',
    version: '2.5.4',
    integrity:
      'sha512-M6jWhG1qoBnH6TFmzJnstyCZ87HmOY/UzDm78mHiYihEdlV/YcS9ogOo1NlElnJMeLsyxHFe2yFc4sNjHTrABQ==',
    folder: 'redoc',
    files: ['bundles/redoc.standalone.js', 'bundles/redoc.standalone.js.LICENSE.txt', 'LICENSE'],
  },
] as const

type Package = (typeof packages)[number]

const target = fileURLToPath(new URL('../src/pages/vendor/', import.meta.url))
const workplace = mkdtempSync(join(tmpdir(), 'vendor-'))

for (const each of packages) {
  unpack(each)
  mkdirSync(join(target, each.folder), { recursive: true })
  for (const file of each.files) copy(each, file)
  const note = `${each.name} ${each.version}, ${each.integrity}\nCopied by \`npm run vendor\`; not to be edited.\n`
  writeFileSync(join(target, each.folder, 'VERSION'), note)
  process.stdout.write(`${each.name} ${each.version}\n`)
}
rmSync(workplace, { recursive: true })

function unpack({ name, version, integrity }: Package): void {
  const packed = execFileSync('npm', ['pack', '--json', `${name}@${version}`], { cwd: workplace })
  const [{ filename, integrity: found }] = JSON.parse(packed.toString())
  if (found !== integrity) throw new Error(`${name} is not what it was: ${found}`)
  mkdirSync(join(workplace, name))
  execFileSync('tar', ['xzf', filename, '-C', name, '--strip-components=1'], { cwd: workplace })
}

function copy({ name, folder }: Package, file: string): void {
  const text = readFileSync(join(workplace, name, file), 'utf8')
  const destination = join(target, folder, file.split('/').at(-1) ?? file)
  writeFileSync(destination, withoutOutsideRequests(text))
}

/** The source maps are not served; the vendor's logo would be loaded from the vendor's host. */
function withoutOutsideRequests(text: string): string {
  return text
    .replace(/\n?(\/\/# sourceMappingURL=[\w.-]+|\/\*# sourceMappingURL=[\w.-]+\s*\*\/)\s*$/, '\n')
    .replace(/\w+\?\w+\.createElement\("img",\{alt:"redocly logo"[^}]*\}\):null/, 'null')
}
