import { isBuiltin } from 'node:module'
import { build } from 'vite'
import { project } from './project.ts'

const ofPackage = /^@?[a-z][\w.-]*(\/|$)/
/** Kysely, and what the compiler itself adds. */
const joined = /^(kysely|@oxc-project\/runtime)(\/|$)/

/**
 * Joins the sources of the server, and Kysely, whose 300 files take half of a command's time, into few files that load
 * quickly. Everything else comes from node_modules. Types are left out, not checked: that is `npm run types`.
 */
export async function buildServer(folder: string): Promise<void> {
  await build({
    root: project,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      ssr: true,
      target: 'esnext',
      minify: false,
      rolldownOptions: {
        input: {
          main: 'src/main.ts',
          'sqlite-scan-worker': 'src/database/sqlite-scan-worker.ts',
        },
        external: (id) => isBuiltin(id) || (ofPackage.test(id) && !joined.test(id)),
        // All in one folder: the server finds its other files from where its code is.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
    ssr: { noExternal: ['kysely'] },
  })
}
