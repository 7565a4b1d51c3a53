// A page with React that stays logged in. npm install latchkey-client react react-dom vite && npx vite
// The server needs CORS_ALLOWED_ORIGINS=http://localhost:5173.
import { createAuthClient, localStorageStore } from 'latchkey-client'
import { AuthProvider, SignedIn, SignedOut, useSession } from 'latchkey-client/react'
import { useActionState } from 'react'
import { createRoot } from 'react-dom/client'

const auth = createAuthClient({
  baseURL: import.meta.env.VITE_AUTH ?? 'http://localhost:8000',
  storage: localStorageStore(),
  origins: ['http://localhost:8001'], // The service that auth.fetch sends the token to.
})

function LoginForm() {
  const [message, logIn] = useActionState(async (_previous, form) => {
    const { error } = await auth.login(Object.fromEntries(form))
    return error?.message
  })
  return (
    <form action={logIn}>
      <input name="email" type="email" aria-label="Email" autoComplete="username" required />
      <input name="password" type="password" aria-label="Password" required />
      <button type="submit">Log in</button> {message}
    </form>
  )
}

function Hello() {
  const { data } = useSession()
  return (
    <form action={() => auth.logout()}>
      Hello, {data.email} <button type="submit">Log out</button>
    </form>
  )
}

createRoot(document.getElementById('root')).render(
  <AuthProvider client={auth}>
    <SignedIn>
      <Hello />
    </SignedIn>
    <SignedOut>
      <LoginForm />
    </SignedOut>
  </AuthProvider>,
)
