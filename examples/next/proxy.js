// Refreshes before anything is rendered, because components cannot set cookies; never for a prefetch.
import { NextResponse } from 'next/server'
import { keep, post, verifier } from './session.js'

export async function proxy(request) {
  const refresh = request.cookies.get('refresh')?.value
  const isValid = await verifier.verify(request.cookies.get('access')?.value).catch(() => false)
  const answer = refresh && !isValid && (await post('refresh', { refresh_token: refresh }))
  // Only 400 says that the session is over.
  if (!answer?.ok && answer?.status !== 400) return NextResponse.next()
  const pair = answer.ok ? await answer.json() : {}
  keep(request.cookies, pair) // For what is rendered now.
  const response = NextResponse.next({ request })
  keep(response.cookies, pair)
  return response
}

export const config = {
  matcher: [{ source: '/:path*', missing: [{ type: 'header', key: 'next-router-prefetch' }] }],
}
