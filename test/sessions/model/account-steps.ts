import { activateUser, deactivateUser } from '../../../src/features/users/activate-user.ts'
import { setPassword } from '../../../src/features/users/set-password.ts'
import { operator } from '../../support/people.ts'
import { endOf } from './session-model.ts'
import { demand, nodeOf, nowOf, rememberAccess, type Walk } from './walk.ts'

const maxUsers = 6

export async function register(walk: Walk): Promise<string> {
  const { users } = walk
  if (users.length >= maxUsers) return 'nobody'
  const email = `user-${users.length}@example.com`
  const password = `password of user ${users.length}`
  const answer = await nodeOf(walk).post('/api/register/', { email, password })

  demand(answer.status === 201, `${email} can be registered`, answer)
  users.push({ id: answer.body.id, email, password, isActive: true })
  return email
}

export async function openSession(walk: Walk): Promise<string> {
  const user = walk.random.pick(walk.users)
  if (!user) return 'nobody'
  const { email, password } = user
  const answer = await nodeOf(walk).post('/api/login/', { email, password })

  demand(answer.status === (user.isActive ? 200 : 400), 'only an active user logs in', answer)
  if (!user.isActive) return `${email} refused`
  walk.sessions.push({
    user,
    tokens: [answer.body.refresh_token],
    rotatedAt: nowOf(walk),
    expiresAt: nowOf(walk) + walk.settings.lifetime,
    isEnded: false,
  })
  rememberAccess(walk, user, answer)
  return `${email} as session ${walk.sessions.length - 1}`
}

export async function logInWrongly(walk: Walk): Promise<string> {
  const user = walk.random.pick(walk.users)
  const email = user?.email ?? 'nobody@example.com'
  const answer = await nodeOf(walk).post('/api/login/', { email, password: 'a wrong password' })

  demand(answer.status === 400, 'a wrong password opens nothing', answer)
  return email
}

export async function readProfile(walk: Walk): Promise<string> {
  const access = walk.random.pick(walk.accesses)
  if (!access) return 'nothing'
  const isValid = access.user.isActive && nowOf(walk) < access.expiresAt
  const answer = await nodeOf(walk).get('/api/me/', { authorization: `Bearer ${access.token}` })

  demand(answer.status === (isValid ? 200 : 401), `access is ${isValid}`, answer)
  if (isValid) demand(answer.body.id === access.user.id, 'one’s own profile', answer)
  return access.user.email
}

export async function changePassword(walk: Walk): Promise<string> {
  const user = walk.random.pick(walk.users)
  if (!user) return 'nobody'
  user.password = `password number ${walk.random.below(1_000_000)}`
  const request = { userId: user.id, password: user.password, signOutEverywhere: true }
  await setPassword(nodeOf(walk).context, request, operator)
  endOf(walk.sessions, user)
  return user.email
}

export async function deactivate(walk: Walk): Promise<string> {
  const user = walk.random.pick(walk.users)
  if (!user) return 'nobody'
  await deactivateUser(nodeOf(walk).context, { userId: user.id }, operator)
  user.isActive = false
  endOf(walk.sessions, user)
  return user.email
}

export async function activate(walk: Walk): Promise<string> {
  const user = walk.random.pick(walk.users.filter(({ isActive }) => !isActive))
  if (!user) return 'nobody'
  await activateUser(nodeOf(walk).context, { userId: user.id }, operator)
  user.isActive = true
  return user.email
}
