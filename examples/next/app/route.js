import { cookies } from 'next/headers'
import { keep, post, verifier } from '../session.js'

// Components and actions ask in the same way who calls.
export async function GET() {
  const token = (await cookies()).get('access')?.value
  const caller = await verifier.verify(token).catch(() => undefined)
  return Response.json({ hello: caller ? `user ${caller.userId}` : 'stranger' })
}

export async function POST(request) {
  // Nobody may log visitors in from another page.
  if (request.headers.get('sec-fetch-site') !== 'same-origin')
    return new Response('', { status: 403 })
  const answer = await post('login', await request.json())
  if (answer?.ok) keep(await cookies(), await answer.json())
  return new Response('', { status: answer?.status ?? 503 })
}
