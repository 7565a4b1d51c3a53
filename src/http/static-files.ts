import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { projectFolder } from '../project-folder.ts'
import { builtFolder, builtNames } from './built-files.ts'
import { Type } from './schema.ts'
import type { App } from './types.ts'

const yearMilliseconds = 31_536_000_000
const briefly = { maxAge: 60_000, immutable: false }

/** Folders whose files have hashes in their names, by the paths where pages look for them. */
const folders = {
  '/admin/assets/': 'console/assets',
  '/api/-/assets/': 'pages',
}

/** The OpenAPI document: what reviewers read is what clients get. */
const documents = {
  '/openapi.json': { name: 'openapi.json', type: 'application/json; charset=utf-8' },
  '/openapi.yaml': { name: 'openapi.yaml', type: 'application/yaml; charset=utf-8' },
  // Where the Django server had it.
  '/swagger.json': { name: 'openapi.json', type: 'application/json; charset=utf-8' },
}

/** Serves every file there is, compressed if the build compressed it. */
export function staticFiles(app: App, { config: { basePath } }: Context): void {
  app.register(fastifyStatic, {
    root: fileURLToPath(projectFolder),
    serve: false,
    preCompressed: true,
    index: false,
    acceptRanges: false,
    // Made of sizes and times, and in a package all times are the same.
    etag: false,
    lastModified: false,
    maxAge: yearMilliseconds,
    immutable: true,
    setHeaders: tagBuiltFile,
  })
  app.addHook('onSend', sendOnlyWhatIsNew)
  app.setNotFoundHandler(() => {
    throw new ApiError('not_found')
  })

  const schema = { params: Type.Object({ name: Type.String() }), hide: true }
  for (const [path, folder] of Object.entries(folders)) {
    const root = fileURLToPath(new URL(folder, builtFolder))
    app.get(`${path}:name(^\\w[\\w.-]*$)`, { schema }, ({ params }, reply) =>
      reply.sendFile(params.name, root),
    )
  }

  const names = builtNames('documents')
  for (const [path, { name, type }] of Object.entries(documents)) {
    const built = names[name]
    const file = built === undefined ? name : `build/documents/${built}`
    const onSend = async (_request: FastifyRequest, reply: FastifyReply) => void reply.type(type)
    if (basePath === '') app.get(path, { onSend }, (_, reply) => reply.sendFile(file, briefly))
    else app.get(path, { onSend }, (_, reply) => reply.send(documentBelow(basePath, file)))
  }
  app.get('/llms.txt', (_request, reply) => reply.sendFile('llms.txt', briefly))
}

/** The document with the path where its paths begin. */
function documentBelow(basePath: string, file: string): string {
  const document = readFileSync(new URL(file, projectFolder), 'utf8')
  return document.replace(/(\burl"?: "?)\/(?="?\n|",)/, `$1${basePath}`)
}

const built = fileURLToPath(builtFolder)

/** The name of a built file says which version it is. */
function tagBuiltFile(reply: FastifyReply, path: string): void {
  if (!path.startsWith(built)) return
  reply.header('etag', `W/"${basename(path).replace(/\.(br|gz)$/, '')}"`)
}

async function sendOnlyWhatIsNew(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const etag = reply.getHeader('etag')
  if (typeof etag !== 'string' || !request.headers['if-none-match']?.includes(etag)) return payload
  ;(payload as Readable).destroy()
  reply.code(304).removeHeader('content-length').removeHeader('content-encoding')
  return null
}
