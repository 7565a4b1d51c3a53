import { execFileSync } from 'node:child_process'
import { describe, test } from 'vitest'
import { databases } from '../support/test-database.ts'
import { blocksOf, type Page } from './pages.ts'
import { isRunnable, needsPostgres, runPage } from './run-page.ts'

export const firstPages: readonly string[] = ['README.md', 'docs/start.md']

/** Tests that what the pages tell to do works as they say. */
export function testCommandsOf(pages: readonly Page[]): void {
  const runnable = pages.filter((page) => blocksOf(page).some(isRunnable))

  // The pages show curl, and a machine need not have it; .ci/run does.
  describe.skipIf(!hasCurl())('what a page tells to do works as it says', () => {
    test.each(runnable.filter((page) => !needsPostgres(page)))('$path', runPage)

    test.skipIf(!databases.includes('postgres')).each(runnable.filter(needsPostgres))(
      '$path, on PostgreSQL',
      runPage,
    )
  })
}

function hasCurl(): boolean {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
