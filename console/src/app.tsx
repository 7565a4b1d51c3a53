import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { LiveRegion } from './kit/announce.tsx'
import { OpenedDialogs } from './kit/open-dialog.tsx'
import { PageBoundary } from './kit/page-boundary.tsx'
import { Toasts } from './kit/toasts.tsx'
import { SessionGate } from './shell/session/session-gate.tsx'
import { Shell } from './shell/shell.tsx'
import { styleNonce } from './style-nonce.ts'
import { resolveVariables, theme } from './theme.ts'

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
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  )
}
