import { t } from '../i18n/translate.ts'

interface Problem {
  readonly title?: string
  readonly code?: string
  readonly request_id?: string
  readonly errors?: Readonly<Record<string, readonly string[]>>
  readonly versions?: unknown
  readonly required_permission?: string
}

/** Why a call to the server failed: its own refusal, or that it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** 0 when there was no answer. */
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>
  readonly versions: unknown
  readonly requiredPermission: string | undefined

  constructor(status: number, code: string, problem: Problem = {}) {
    super(problem.title ?? t(code === 'timeout' ? 'error.timeout' : 'error.network'))
    this.status = status
    this.code = code
    this.requestId = problem.request_id
    this.fieldErrors = problem.errors ?? {}
    this.versions = problem.versions
    this.requiredPermission = problem.required_permission
  }
}

/** Reads a refusal (RFC 9457) off an answer; proxies in between may answer with anything. */
export async function readRefusal(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as Problem
  const title = problem.title ?? t('error.status', { status: String(response.status) })
  return new ApiError(response.status, problem.code ?? 'unknown', { ...problem, title })
}

/** The message for people: for refused fields what is wrong with each. */
export function describeError(error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.unexpected')
  const faults = Object.entries(error.fieldErrors).map(
    ([field, messages]) => `${field}: ${messages.join(' ')}`,
  )
  if (faults.length > 0) return faults.join(' ')
  if (error.requiredPermission)
    return t('error.permission', { permission: error.requiredPermission })
  return error.message
}
