import { base } from './base.ts'
import { mayHaveSession, PageSession } from './session.ts'
import { applyStoredTheme, isDark, onThemeChange } from './theme.ts'

/** As far as we use it. */
interface SwaggerUi {
  preauthorizeApiKey(scheme: string, token: string): void
}

interface ViewerRequest {
  readonly url: string
  readonly headers: Record<string, string>
}

interface ViewerResponse {
  readonly url: string
  readonly ok: boolean
  readonly text: string
}

declare const SwaggerUIBundle: {
  (options: object): SwaggerUi
  readonly presets: { readonly apis: unknown }
}

applyStoredTheme()
followTheme()
onThemeChange(followTheme)
addEventListener('DOMContentLoaded', start)

function followTheme(): void {
  document.documentElement.classList.toggle('dark-mode', isDark())
}

function start(): void {
  const session = new PageSession()
  const ui = SwaggerUIBundle({
    url: `${base}/openapi.json`,
    dom_id: '#viewer',
    deepLinking: true,
    filter: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    persistAuthorization: false,
    validatorUrl: null,
    layout: 'BaseLayout',
    presets: [SwaggerUIBundle.presets.apis],
    onComplete: nameServerList,
    requestInterceptor: (request: ViewerRequest) => withFreshToken(session, request),
    responseInterceptor: (response: ViewerResponse) => {
      adoptToken(ui, response)
      return response
    },
  })

  // Whoever is logged in on the pages of the API is so here too.
  session.onChange((held) => {
    if (held) ui.preauthorizeApiKey('bearer', held.token)
  })
  if (mayHaveSession()) void session.renew()
}

/** The viewer gives the list of servers an empty label. */
function nameServerList(): void {
  document.querySelector('.servers select')?.setAttribute('aria-label', 'Server')
}

/** The responses of login and refresh feed the bearer scheme: the access token only, in memory only. */
function adoptToken(ui: SwaggerUi, { url, ok, text }: ViewerResponse): void {
  if (!ok || !/\/api\/(login|refresh)\/?$/.test(new URL(url, location.href).pathname)) return
  const { access_token: token }: { access_token?: unknown } = JSON.parse(text)
  if (typeof token === 'string') ui.preauthorizeApiKey('bearer', token)
}

async function withFreshToken(
  session: PageSession,
  request: ViewerRequest,
): Promise<ViewerRequest> {
  const token = session.held?.isRenewed ? await session.freshToken() : undefined
  if (token !== undefined && request.headers['Authorization'] !== undefined) {
    request.headers['Authorization'] = `Bearer ${token}`
  }
  return request
}
