import type { FastifyContextConfig, FastifySchema, RouteOptions } from 'fastify'
import type { Guard } from './types.ts'

/** What can be asked of a path with one method. */
export interface KnownOperation {
  readonly method: string
  readonly schema: FastifySchema
  readonly config: FastifyContextConfig
}

/** A path of the API with everything that can be said about it without calling it. */
export interface KnownPath {
  readonly url: string
  readonly pattern: RegExp
  readonly methods: ReadonlySet<string>
  /** The value of `Allow`. */
  readonly allow: string
  readonly name: string
  readonly guard: Guard | undefined
  readonly operations: readonly KnownOperation[]
}

// The order in which the contract lists methods.
const methodOrder = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']

/** Collects the paths while routes are registered, and finds the one a request meant. */
export class KnownPaths {
  readonly #paths = new Map<string, KnownPath>()

  /** All of them, in the order in which they were registered. */
  get all(): KnownPath[] {
    return [...this.#paths.values()]
  }

  add(route: RouteOptions, guard: Guard | undefined): void {
    const url = withoutSlash(route.url)
    const earlier = this.#paths.get(url)
    const methods = new Set([...(earlier?.methods ?? []), ...[route.method].flat()])
    this.#paths.set(url, {
      url,
      pattern: patternOf(url),
      methods,
      allow: [...methodOrder.filter((method) => methods.has(method)), 'OPTIONS'].join(', '),
      name: earlier?.name ?? route.config?.name ?? url,
      guard,
      operations: [...(earlier?.operations ?? []), ...operationsOf(route)],
    })
  }

  /** The path of a registered route's own pattern. */
  ofRoute(routeUrl: string): KnownPath | undefined {
    return this.#paths.get(withoutSlash(routeUrl))
  }

  /** The path that the URL of a request means. */
  find(requestUrl: string): KnownPath | undefined {
    const path = decodePath(requestUrl.split('?')[0] ?? '')
    return [...this.#paths.values()].find((known) => known.pattern.test(path))
  }
}

/** What HEAD answers follows from GET. */
function operationsOf({ method, schema, config = {} }: RouteOptions): KnownOperation[] {
  const methods = [method].flat().filter((each) => each !== 'HEAD')
  return schema ? methods.map((method) => ({ method, schema, config })) : []
}

function withoutSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')
  return new RegExp(`^${escaped}/?$`)
}

function decodePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
