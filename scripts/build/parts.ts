/** A folder of build/. */
export interface Part {
  readonly name: string
  readonly description: string
  /** Files and folders, relative to the project, that decide what is in it. */
  readonly sources: readonly string[]
  /** Fills an empty folder. */
  build(folder: string): Promise<void>
}

/** Each loads its tools only when it is built. */
export const parts: readonly Part[] = [
  {
    name: 'server',
    description: 'the compiled server',
    sources: ['src', 'tsconfig.json'],
    build: async (folder) => (await import('./server.ts')).buildServer(folder),
  },
  {
    name: 'documents',
    description: 'the API document and its page in the manual',
    sources: ['openapi.json'],
    build: async (folder) => (await import('./documents.ts')).buildDocuments(folder),
  },
  {
    name: 'pages',
    description: 'scripts and styles of the pages, the index of the manual, Swagger UI, ReDoc',
    sources: ['src/pages', 'docs', 'openapi.json', 'scripts/manual-pages.ts'],
    build: async (folder) => (await import('./pages.ts')).buildPages(folder),
  },
  {
    name: 'console',
    description: 'the admin console',
    sources: ['console', 'docs/README.md'],
    build: async (folder) => (await import('./console.ts')).buildConsole(folder),
  },
]

/** Tools and dependencies come from the lock file. */
export const sourcesOfEveryPart = ['scripts/build', 'package-lock.json']
