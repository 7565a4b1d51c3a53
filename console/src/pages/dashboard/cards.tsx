import { Anchor, Text } from '@mantine/core'
import { useId } from 'react'
import { Link } from 'wouter'
import type { Stats } from '../../api/shapes.ts'
import { formatNumber, formatPercent } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'

/** The current numbers. */
export function Cards({ cards }: Pick<Stats, 'cards'>) {
  const { users, active_sessions: sessions, logins_24h: logins, active_users: active } = cards
  const change = users.last_7_days - users.previous_7_days
  // Counting ends at a limit, which then is the number of the longest period.
  const isExact = (count: number) => active.is_exact || count < active.month
  const attempts = logins.success + logins.failure

  return (
    <div className="lk-cards">
      <Card
        title={t('cards.users')}
        number={atLeast(users.total, users.is_exact)}
        to="/users/"
        note={t('cards.users_note', {
          today: users.today,
          week: users.last_7_days,
          change: `${change < 0 ? '−' : '+'}${formatNumber(Math.abs(change))}`,
        })}
      />
      <Card
        title={t('cards.sessions')}
        number={atLeast(sessions.count, sessions.is_exact)}
        to="/sessions/?state=active"
        note={t('cards.sessions_note')}
      />
      <Card
        title={t('cards.logins')}
        number={formatNumber(logins.success)}
        to="/audit/?action=auth.login"
        note={t('cards.logins_note', { count: logins.previous_success })}
      />
      <Card
        title={t('cards.failures')}
        number={attempts === 0 ? '–' : formatPercent(logins.failure_rate)}
        to="/audit/?action=auth.login&result=failure"
        note={t('cards.failures_note', { count: logins.failure, attempts })}
      />
      <Card
        title={t('cards.locked')}
        number={formatNumber(cards.locked_accounts)}
        to="/users/?state=locked"
        note={t('cards.locked_note')}
      />
      <Card
        title={t('cards.active')}
        number={atLeast(active.day, isExact(active.day))}
        to="/users/?sort=-last_login_at"
        note={t('cards.active_note', {
          week: atLeast(active.week, isExact(active.week)),
          month: atLeast(active.month, active.is_exact),
        })}
      />
    </div>
  )
}

function atLeast(count: number, isExact: boolean): string {
  return isExact ? formatNumber(count) : `${formatNumber(count)}+`
}

interface CardProps {
  readonly title: string
  readonly number: string
  readonly note: string
  readonly to: string
}

function Card({ title, number, note, to }: CardProps) {
  const id = useId()
  return (
    <section className="lk-card" aria-labelledby={id}>
      <h2 id={id} className="lk-card-title">
        <Anchor component={Link} href={to} size="sm" className="lk-target">
          {title}
        </Anchor>
      </h2>
      <div className="lk-number">{number}</div>
      <Text size="sm" c="dimmed">
        {note}
      </Text>
    </section>
  )
}
