import { generateApiTypes } from './generate-api-types.ts'
import { generateAuditEventsPage } from './generate-audit-events.ts'
import { generateCommandLinePages } from './generate-cli-reference.ts'
import { generateEnvironmentFiles } from './generate-environment.ts'
import { generateErrorCodesPage } from './generate-error-codes.ts'
import { generateLlmsIndex } from './generate-llms-index.ts'
import { generateOpenApi } from './generate-openapi.ts'
import { generateSettingsPage } from './generate-settings.ts'
import type { Generator } from './generated-file.ts'

/** Everything that `npm run generate` writes and test/contracts/generated.test.ts compares. */
export const generators: readonly Generator[] = [
  generateSettingsPage,
  generateEnvironmentFiles,
  generateErrorCodesPage,
  generateAuditEventsPage,
  generateCommandLinePages,
  generateOpenApi,
  generateApiTypes,
  // Last, since it reads what the others make.
  generateLlmsIndex,
]
