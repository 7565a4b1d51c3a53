import swagger from '@fastify/swagger'
import { pino } from 'pino'
import { buildApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { pinnableSettings } from '../../src/features/settings/pinnable-settings.ts'
import { openContext } from '../../src/open-context.ts'
import type { OpenApiDocument } from './document.ts'

const environment = {
  DATABASE_URL: 'sqlite::memory:',
  SECRET_KEY: 'never-used-because-nothing-is-signed',
  PUBLIC_URL: 'http://localhost:8000',
}

/** Builds the application without listening and collects the schemas of its routes. */
export async function collectDocument(): Promise<OpenApiDocument> {
  const config = readConfig(environment, pinnableSettings)
  const { context, connection } = await openContext(config, { log: pino({ level: 'silent' }) })
  const app = buildApp(context, {
    connection,
    isStopping: () => false,
    prepare: (app) =>
      void app.register(swagger, {
        openapi: { openapi: '3.1.0', info: { title: '', version: '' }, components: bearerScheme },
        hideUntagged: true,
      }),
  })

  await app.ready()
  const document = app.swagger()
  await app.close()
  await connection.close()
  return document as unknown as OpenApiDocument
}

const bearerScheme = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The `access_token` of a login or refresh.',
    },
    console: {
      type: 'apiKey',
      in: 'cookie',
      name: '__Host-latchkey_console',
      description:
        'The console session, opened at /admin/login/. Changes also need the X-CSRF-Token header.',
    },
  },
} as const
