import { lazy, Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { PageBoundary } from './kit/page-boundary.tsx'
import { Loading } from './kit/query-states.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'

// Each page is a file of its own, read when it is first opened.
const loadDashboard = () => import('./pages/dashboard/dashboard-page.tsx')
const loadUsers = () => import('./pages/users/users-page.tsx')
const loadSettings = () => import('./pages/settings/settings-page.tsx')

const Dashboard = lazy(async () => ({ default: (await loadDashboard()).DashboardPage }))
const Users = lazy(async () => ({ default: (await loadUsers()).UsersPage }))
const NewUser = lazy(async () => ({
  default: (await import('./pages/users/new-user-page.tsx')).NewUserPage,
}))
const ImportUsers = lazy(async () => ({
  default: (await import('./pages/import/import-page.tsx')).ImportPage,
}))
const User = lazy(async () => ({ default: (await import('./pages/user/user-page.tsx')).UserPage }))
const Sessions = lazy(async () => ({
  default: (await import('./pages/sessions/sessions-page.tsx')).SessionsPage,
}))
const ConsoleSessions = lazy(async () => ({
  default: (await import('./pages/sessions/console-sessions-page.tsx')).ConsoleSessionsPage,
}))
const Session = lazy(async () => ({
  default: (await import('./pages/sessions/session-page.tsx')).SessionPage,
}))
const Groups = lazy(async () => ({
  default: (await import('./pages/groups/groups-page.tsx')).GroupsPage,
}))
const Group = lazy(async () => ({
  default: (await import('./pages/groups/group-page.tsx')).GroupPage,
}))
const Audit = lazy(async () => ({
  default: (await import('./pages/audit/audit-page.tsx')).AuditPage,
}))
const Keys = lazy(async () => ({ default: (await import('./pages/keys/keys-page.tsx')).KeysPage }))
const Outbox = lazy(async () => ({
  default: (await import('./pages/email/outbox-page.tsx')).OutboxPage,
}))
const OutboxEmail = lazy(async () => ({
  default: (await import('./pages/email/email-page.tsx')).EmailPage,
}))
const MailServer = lazy(async () => ({
  default: (await import('./pages/email/mail-server-page.tsx')).MailServerPage,
}))
const EmailTexts = lazy(async () => ({
  default: (await import('./pages/email/texts/texts-page.tsx')).TextsPage,
}))
const EmailText = lazy(async () => ({
  default: (await import('./pages/email/texts/text-page.tsx')).TextPage,
}))
const Health = lazy(async () => ({
  default: (await import('./pages/health/health-page.tsx')).HealthPage,
}))
const Settings = lazy(async () => ({ default: (await loadSettings()).SettingsPage }))
const History = lazy(async () => ({
  default: (await import('./pages/settings/history-page.tsx')).HistoryPage,
}))

/** Reads the page that people most often come to first while it is still being learnt who they are. */
export function loadFirstPage(pathname: string): void {
  const loads = {
    '/admin/': loadDashboard,
    '/admin/users/': loadUsers,
    '/admin/constance/config/': loadSettings,
  }
  void loads[pathname as keyof typeof loads]?.()
}

/** Which pages exist. */
export function Routes() {
  const [path] = useLocation()
  // The first part names the page: leaving one that failed gives the next its chance.
  const [, page] = path.split('/')
  return (
    <PageBoundary key={page}>
      <Pages />
    </PageBoundary>
  )
}

function Pages() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={Dashboard} />
        <Route path="/users" component={Users} />
        <Route path="/users/new" component={NewUser} />
        <Route path="/users/import" component={ImportUsers} />
        <Route path="/users/:id/:tab?">
          {({ id, tab }) => <User key={id} id={Number(id)} tab={tab ?? 'profile'} />}
        </Route>
        <Route path="/sessions" component={Sessions} />
        <Route path="/sessions/console" component={ConsoleSessions} />
        <Route path="/sessions/:id">{({ id }) => <Session key={id} id={Number(id)} />}</Route>
        <Route path="/groups" component={Groups} />
        <Route path="/groups/:id/:tab?">
          {({ id, tab }) => <Group key={id} id={Number(id)} tab={tab ?? 'permissions'} />}
        </Route>
        <Route path="/constance/config" component={Settings} />
        <Route path="/constance/config/history" component={History} />
        <Route path="/audit" component={Audit} />
        <Route path="/keys" component={Keys} />
        <Route path="/email" component={Outbox} />
        <Route path="/email/server" component={MailServer} />
        <Route path="/email/texts" component={EmailTexts} />
        <Route path="/email/texts/:kind/:locale">
          {({ kind, locale }) => (
            <EmailText key={`${kind}/${locale}`} kind={kind} locale={locale} />
          )}
        </Route>
        <Route path="/email/:id">{({ id }) => <OutboxEmail key={id} id={Number(id)} />}</Route>
        <Route path="/health" component={Health} />
        <Route component={NotFoundPage} />
      </Switch>
    </Suspense>
  )
}
