const month = 30 * 86_400_000
const iso = (at: number) => new Date(at).toISOString()

type Queries = [string, string][]

function userQueries(now: number): Queries {
  return [
    ...['id', 'email', 'username', 'created_at', 'last_login_at'].flatMap((sort) =>
      [sort, `-${sort}`].map((by): [string, string] => [`sorted by ${by}`, `sort=${by}`]),
    ),
    ['200 rows', 'limit=200'],
    ['prefix', 'q=alice.1'],
    ['prefix of nobody', 'q=nobody'],
    ['substring', 'q=customer7&contains=true'],
    ['substring, one', 'q=.77777@&contains=true'],
    ['substring of nobody', 'q=nobody&contains=true'],
    ['active', 'state=active'],
    ['deactivated', 'state=deactivated'],
    ['deleted', 'state=deleted'],
    ['staff', 'is_staff=true'],
    ['not staff', 'is_staff=false'],
    ['superusers', 'is_superuser=true'],
    ['large group', 'group=1'],
    ['small group, by email', 'group=3&sort=email'],
    [
      'created in a month',
      `created_after=${iso(now - 2 * month)}&created_before=${iso(now - month)}`,
    ],
    ['logged in within a day', `last_login_after=${iso(now - month / 30)}`],
    ['never logged in', 'last_login=never'],
    ['never logged in, by email', 'last_login=never&sort=email'],
    ['counted exactly', 'count=exact'],
  ]
}

function sessionQueries(now: number): Queries {
  return [
    ['newest', ''],
    ['active', 'state=active'],
    ['expired', 'state=expired'],
    ['reused', 'state=reused'],
    ['of a user', 'user=4711'],
    ['by email', 'q=alice.1'],
    ['by address', 'address=10.7.7.7'],
    ['by network', 'address=10.7.'],
    ['by client', 'client=firefox'],
    ['by client of nobody', 'client=netscape'],
    [
      'created in a day',
      `created_after=${iso(now - month)}&created_before=${iso(now - month * 0.97)}`,
    ],
    ['used within an hour', `last_used_after=${iso(now - 3_600_000)}`],
  ]
}

function eventQueries(now: number): Queries {
  return [
    ['newest', ''],
    ['of a user', 'actor_id=4711'],
    ['by name', 'actor=alice.1'],
    ['by action', 'action=auth.login'],
    ['by rare action', 'action=auth.refresh_reuse'],
    ['by family', 'action=user.'],
    ['failures', 'result=failure'],
    ['of an object', 'object_type=session&object_id=4711'],
    ['by address', 'address=10.7.7.1'],
    ['by request', 'request_id=req-4711'],
    ['of a day', `after=${iso(now - month)}&before=${iso(now - month * 0.97)}`],
  ]
}

/** Every way in which lists are sorted, searched and filtered, and the dashboard. */
export function listRequests(): Record<string, string> {
  const now = Date.now()
  return Object.fromEntries([
    ...userQueries(now).map(([name, query]) => [`users: ${name}`, `users/?${query}`]),
    ...sessionQueries(now).map(([name, query]) => [`sessions: ${name}`, `sessions/?${query}`]),
    ...eventQueries(now).map(([name, query]) => [`audit: ${name}`, `audit/?${query}`]),
    ...['24h', '7d', '90d'].map((range) => [`dashboard: ${range}`, `stats/?range=${range}`]),
  ])
}
