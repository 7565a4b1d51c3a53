import type { GeneratedFile } from './generated-file.ts'
import { collectDocument } from './openapi/collect-document.ts'
import { completeDocument } from './openapi/complete-document.ts'
import { nameComponents } from './openapi/name-components.ts'

/** The OpenAPI document, collected from the schemas of the routes. */
export async function openApiDocument() {
  return nameComponents(completeDocument(await collectDocument()))
}

export async function generateOpenApi(): Promise<GeneratedFile[]> {
  const document = await openApiDocument()
  return [{ path: 'openapi.json', content: `${JSON.stringify(document, null, 2)}\n` }]
}
