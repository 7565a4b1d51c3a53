import { join } from 'node:path'
import { build } from 'vite'
import { compressFiles } from './compress-files.ts'
import { project } from './project.ts'

export async function buildConsole(folder: string): Promise<void> {
  await build({
    configFile: join(project, 'console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: folder },
  })
  await compressFiles(join(folder, 'assets'))
}
