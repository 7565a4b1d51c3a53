import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { LiveRegion } from './kit/announce.tsx'
import { OpenedDialogs } from './kit/open-dialog.tsx'
import { PageBoundary } from './kit/page-boundary.tsx'
import { SessionGate } from './shell/session/session-gate.tsx'
import { Shell } from './shell/shell.tsx'
import { styleNonce } from './style-nonce.ts'
import { resolveVariables, theme } from './theme.ts'

// There is nothing to say yet; what is said before this is read waits for it.
const Messages = lazy(async () => ({ default: (await import('./kit/messages.tsx')).Messages }))

const staleMilliseconds = 5_000

const queryClient = new QueryClient({
  // A refused call is refused again; for the others there is a Retry button.
  defaultOptions: { queries: { retry: false, staleTime: staleMilliseconds } },
})

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <QueryClientProvider client={queryClient}>
        <Shell />
        <PageBoundary>
          <SessionGate />
          <OpenedDialogs />
        </PageBoundary>
        <LiveRegion />
        <Suspense>
          <Messages />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  )
}
