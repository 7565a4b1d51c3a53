-- updateSession
update "sessions"
  set "verifier_hash" = ?, "rotated_at" = ?, "expires_at" = ?, "rotation_count" = rotation_count + 1, "last_address" = ?, "former_addresses" = case when last_address is null or last_address = ? then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "previous_verifier_hash" = ?
  where sessions.selector_hash = ? and sessions.verifier_hash = ? and (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?) and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "id", "user_id" as "userId";

-- updateSessions
update "sessions"
  set "verifier_hash" = batch."nextVerifierHash", "rotated_at" = batch."now", "expires_at" = batch."expiresAt", "rotation_count" = rotation_count + 1, "last_address" = batch."address", "former_addresses" = case when last_address is null or last_address = batch."address" then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "previous_verifier_hash" = batch."verifierHash"
  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) with ordinality as batch("selectorHash", "verifierHash", "nextVerifierHash", "address", "expiresAt", "now", "rotatedAfter", "createdAfter", ordinality)
  where sessions.selector_hash = batch."selectorHash" and sessions.verifier_hash = batch."verifierHash" and (sessions.ended_at is null and sessions.expires_at > batch."now" and sessions.rotated_at > batch."rotatedAfter" and sessions.created_at > batch."createdAfter") and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "batch"."ordinality", "sessions"."id", "sessions"."user_id" as "userId";

-- adoptSession
update "sessions"
  set "verifier_hash" = ?, "rotated_at" = ?, "expires_at" = ?, "rotation_count" = rotation_count + 1, "last_address" = ?, "former_addresses" = case when last_address is null or last_address = ? then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "selector_hash" = ?, "previous_verifier_hash" = ?
  where sessions.selector_hash = ? and sessions.verifier_hash = ? and (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?) and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "id", "user_id" as "userId";

-- findSessionState
select "sessions"."id", "sessions"."user_id" as "userId", "users"."email", "sessions"."verifier_hash" as "verifierHash", "sessions"."previous_verifier_hash" as "previousVerifierHash", "sessions"."created_at" as "createdAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."ended_at" as "endedAt", "users"."is_active" as "isActive", "users"."deleted_at" as "deletedAt"
  from "sessions" inner join "users" on "users"."id" = "sessions"."user_id"
  where "sessions"."selector_hash" = ?;

-- insertSession
insert into "sessions" ("user_id", "selector_hash", "verifier_hash", "previous_verifier_hash", "created_at", "rotated_at", "expires_at", "ended_at", "end_reason", "ended_by", "address", "user_agent", "last_address")
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  returning "id";

-- endSession
update "sessions"
  set "ended_at" = ?, "end_reason" = ?, "ended_by" = ?
  where "ended_at" is null and "id" = ?;

-- endUserSessions
update "sessions"
  set "ended_at" = ?, "end_reason" = ?, "ended_by" = ?
  where "ended_at" is null and "user_id" = ? and "id" <> ?;

-- endExcessSessions
update "sessions"
  set "ended_at" = ?, "end_reason" = ?, "ended_by" = ?
  where "ended_at" is null and "id" in (select "id"
  from "sessions"
  where "user_id" = ? and "id" <> ? and (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?)
  order by "rotated_at" desc, "id" desc
  limit ? offset ?);

-- listSessionIds
select "id"
  from "sessions"
  where "id" > ?
  order by "id"
  limit ?;

-- deleteOldSessions
delete
  from "sessions"
  where "id" > ? and "id" <= ? and ("ended_at" < ? or "expires_at" < ?);

-- insertAttempt
insert into "login_attempts" ("subject", "failures", "in_flight", "last_attempt_at", "window_started_at", "user_id")
  values (?, ?, ?, ?, ?, ?)
  on conflict ("subject") do update
  set "failures" = case when "login_attempts"."window_started_at" <= ? then 1 else "login_attempts"."failures" + ? end, "in_flight" = case when "login_attempts"."window_started_at" <= ? then 1 else "login_attempts"."in_flight" + ? end, "last_attempt_at" = "excluded"."last_attempt_at", "window_started_at" = case when "login_attempts"."window_started_at" <= ? then "excluded"."window_started_at" else "login_attempts"."window_started_at" end, "user_id" = "excluded"."user_id"
  where ("login_attempts"."window_started_at" <= ? or "login_attempts"."failures" < ?)
  returning "failures";

-- detachAttempts
update "login_attempts"
  set "user_id" = ?
  where "user_id" = ?;

-- findWindow
select "failures", "window_started_at" as "startedAt", "last_attempt_at" as "lastAttemptAt", "in_flight" as "inFlight"
  from "login_attempts"
  where "subject" = ?;

-- deleteAttempts
delete
  from "login_attempts"
  where "subject" = ?;

-- resetAttempts
update "login_attempts"
  set "failures" = case when "in_flight" > ? then "in_flight" - ? else 0 end, "in_flight" = case when "in_flight" > ? then "in_flight" - ? else 0 end
  where "subject" = ?;

-- settleFailedAttempt
update "login_attempts"
  set "in_flight" = "in_flight" - ?
  where "subject" = ? and "in_flight" > ?;

-- giveAttemptBack
update "login_attempts"
  set "failures" = "failures" - ?, "in_flight" = "in_flight" - ?
  where "subject" = ? and "failures" > ? and "in_flight" > ?;

-- giveAbandonedBack
update "login_attempts"
  set "failures" = "failures" - "in_flight", "in_flight" = ?
  where "subject" = ? and "last_attempt_at" = ? and "in_flight" > ?;

-- deleteOldAttempts
delete
  from "login_attempts"
  where ("window_started_at" < ? or "window_started_at" > ?);

-- insertUser
insert into "users" ("email", "email_identity", "email_verified_at", "username", "password_hash", "password_changed_at", "is_active", "is_staff", "is_superuser", "created_at", "updated_at")
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict ("email_identity") do nothing
  returning "id";

-- isEmailTaken
select "id"
  from "users"
  where "email_identity" = ? and "id" <> ?;

-- selectProfile
select "id", "username", "email"
  from "users"
  where "id" = ? and "is_active" = ? and "deleted_at" is null;

-- selectProfiles
select "id", "username", "email"
  from "users"
  where id = any(?::bigint[]) and "is_active" = ? and "deleted_at" is null;

-- findLoginUser
select "id", "email", "email_verified_at" as "emailVerifiedAt", "created_at" as "createdAt", "password_hash" as "passwordHash", "is_active" as "isActive", "is_staff" as "isStaff", "is_superuser" as "isSuperuser", "deleted_at" as "deletedAt"
  from "users"
  where "email_identity" = ?;

-- updateLastLogin
update "users"
  set "last_login_at" = ?
  where "id" = ? and "password_hash" = ? and "is_active" = ? and "deleted_at" is null
  returning "id";

-- updatePasswordHash
update "users"
  set "password_hash" = ?
  where "id" = ? and "password_hash" = ?;

-- readStoredValues
select "key", "value"
  from "settings";

-- upsertSetting
insert into "settings" ("key", "value", "changed_at")
  values (?, ?, ?)
  on conflict ("key") do update
  set "value" = ?, "changed_at" = ?;

-- deleteSetting
delete
  from "settings"
  where "key" = ?;

-- listLatestChanges
select "id", "key", "from_value", "to_value", "changed_at", "actor_id", "actor", "source", "comment"
  from "setting_changes"
  where "id" in (select max("id") as "id"
  from "setting_changes" group by "key");

-- listKeys
select "kid", "algorithm", "generation", "public_jwk", "private_key_encrypted", "created_at", "activates_at", "retires_at", "revoked_at"
  from "signing_keys"
  order by "generation" desc;

-- updateKeyRetirement
update "signing_keys"
  set "retires_at" = ?
  where "kid" = ? and "retires_at" is null;

-- updateKeyRevoked
update "signing_keys"
  set "revoked_at" = ?
  where "kid" = ? and "revoked_at" is null;

-- deleteAuditEntriesBefore
delete
  from "audit_events"
  where "id" in (select "id"
  from "audit_events"
  where "at" < ? and not (coalesce(object_type, '') = ? and coalesce(object_id, '') = ? and at >= ?)
  order by "at"
  limit ?)
  returning "seal_number" as "number";

-- addToActivityHour
insert into "activity_hours" ("hour_at", "event", "count")
  values (?, ?, ?)
  on conflict ("hour_at", "event") do update
  set "count" = "activity_hours"."count" + ?;

-- moveActiveUsers
with active (user_id, at) as (values (cast(? as bigint), cast(? as bigint)), …) insert into user_activity (user_id, last_active_at) select users.id, active.at
  from active join users on users.id = active.user_id
  where true
  order by users.id
  on conflict (user_id) do update
  set last_active_at = excluded.last_active_at
  where user_activity.last_active_at < ?;

-- countActiveUsersSince
select count(*) as count
  from ((select "user_id"
  from "user_activity"
  where "last_active_at" >= ?
  limit ?)) as counted;

-- takeLease
insert into "leases" ("name", "holder", "expires_at")
  values (?, ?, ?)
  on conflict ("name") do update
  set "holder" = ?, "expires_at" = ?
  where ("leases"."expires_at" <= ? or "leases"."expires_at" > ? or "leases"."holder" = ?)
  returning "name";

-- upsertProcess
insert into "processes" ("id", "host", "pid", "version", "started_at", "seen_at", "settings_revision")
  values (?, ?, ?, ?, ?, ?, ?)
  on conflict ("id") do update
  set "seen_at" = ?, "settings_revision" = ?;

-- deleteProcess
delete
  from "processes"
  where "id" = ?;

-- deleteAbsentProcesses
delete
  from "processes"
  where ("seen_at" < ? or "seen_at" > ?);

-- listProcesses
select "id", "host", "pid", "version", "started_at" as "startedAt", "seen_at" as "seenAt", "settings_revision" as "settingsRevision", "revision" as "newestRevision"
  from "processes" inner join "revisions" on "revisions"."name" = ?
  where "seen_at" >= ? and "seen_at" <= ?
  order by "started_at", "id";

-- findUser
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version"
  from "users"
  where "id" = ?;

-- findUserByNormalizedEmail
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version"
  from "users"
  where "email_identity" = ?;

-- findPassword
select "password_hash" as "passwordHash", "password_changed_at" as "passwordChangedAt"
  from "users"
  where "id" = ?;

-- findAuthenticatedAt
select coalesce("authenticated_at", "created_at") as "at"
  from "sessions"
  where "id" = ? and "user_id" = ? and (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?);

-- updateAuthenticatedAt
update "sessions"
  set "authenticated_at" = ?
  where "id" = ? and "ended_at" is null;

-- updateUser
update "users"
  set "is_active" = ?, "updated_at" = ?, "version" = ?
  where "id" = ? and "version" = ?
  returning "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version";

-- deleteUserRow
delete
  from "users"
  where "id" = ? and "version" = ? and "deleted_at" is not null;

-- hasActiveSuperuser
select "id"
  from "users"
  where "is_superuser" = ? and "is_active" = ? and "deleted_at" is null and "id" not in (?)
  limit ?;

-- listUserRows
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.created_at as "sortValue"
  from "users"
  where "users"."deleted_at" is null and users.created_at <= ? and (users.created_at < ? or users.id < ?)
  order by users.created_at desc, users.id desc
  limit ?;

-- listUserRows, prefix
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and ("users"."id" = ? or (users.email_identity >= ? and users.email_identity < ?) or (coalesce(lower(users.username), '') >= ? and coalesce(lower(users.username), '') < ?)))
  order by users.id desc, users.id desc
  limit ?;

-- listUserRows, substring
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and ("users"."id" = ? or users.email_identity like ? escape '\' or lower(users.username) like ? escape '\'))
  order by users.id desc, users.id desc
  limit ?;

-- listUserRows, filters
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and "users"."is_active" = ? and "users"."is_staff" = ? and "users"."id" in (select "user_groups"."user_id"
  from "user_groups"
  where "user_groups"."group_id" = ?) and coalesce(users.last_login_at, 0) = ?)
  order by users.id desc, users.id desc
  limit ?;

-- countUserRows
select count(*) as count
  from ((select "users"."id"
  from "users"
  where "users"."deleted_at" is not null
  limit ?)) as counted;

-- listGroupsOfUsers
select "user_groups"."user_id" as "userId", "groups"."id", "groups"."name"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id"
  where "user_groups"."user_id" in (?, ?) and "groups"."deleted_at" is null
  order by "groups"."name";

-- listActiveGroups
select "id", "name"
  from "groups"
  where "id" in (?, ?) and "deleted_at" is null;

-- insertMemberships
insert into "user_groups" ("user_id", "group_id")
  values (?, ?), (?, ?)
  on conflict do nothing;

-- deleteMemberships
delete
  from "user_groups"
  where "user_id" in (?, ?) and "group_id" in (?);

-- listDirectCodes
select "permissions"."code"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" = ?
  order by "permissions"."id";

-- insertDirectPermissions
insert into "user_permissions" ("user_id", "permission_id") select cast(? as bigint) as "user_id", "permissions"."id"
  from "permissions"
  where "permissions"."code" in (?, ?)
  on conflict do nothing;

-- deleteDirectPermissions
delete
  from "user_permissions"
  where "user_id" = ? and "permission_id" in (select "id"
  from "permissions"
  where "code" in (?, ?));

-- listGroupRows
select "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version", groups.name as "sortValue"
  from "groups"
  where ("groups"."deleted_at" is null and (lower(groups.name) >= ? and lower(groups.name) < ?)) and groups.name <= ? and (groups.name < ? or groups.id < ?)
  order by groups.name desc, groups.id desc
  limit ?;

-- findGroupRowByName
select "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version"
  from "groups"
  where "name" = ? and "deleted_at" is null;

-- insertGroup
insert into "groups" ("name", "created_at", "updated_at", "deleted_at")
  values (?, ?, ?, ?)
  returning "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version";

-- updateGroup
update "groups"
  set "deleted_at" = ?, "updated_at" = ?, "version" = ?
  where "id" = ? and "version" = ?
  returning "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version";

-- countMembers
select "user_groups"."group_id" as "groupId", count(*) as "count"
  from "user_groups" inner join "users" on "users"."id" = "user_groups"."user_id"
  where "user_groups"."group_id" in (?, ?) and "users"."deleted_at" is null group by "user_groups"."group_id";

-- listCodesByGroup
select "group_permissions"."group_id" as "groupId", "permissions"."code"
  from "group_permissions" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "group_permissions"."group_id" in (?, ?)
  order by "permissions"."id";

-- insertGroupPermissions
insert into "group_permissions" ("group_id", "permission_id") select cast(? as bigint) as "group_id", "permissions"."id"
  from "permissions"
  where "permissions"."code" in (?, ?)
  on conflict do nothing;

-- deleteGroupPermissions
delete
  from "group_permissions"
  where "group_id" = ? and "permission_id" in (select "id"
  from "permissions"
  where "code" in (?, ?));

-- listGrants
select "user_permissions"."user_id" as "userId", "permissions"."code", cast(? as integer) as "groupId", cast(? as text) as "groupName"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" in (?) union all select "user_groups"."user_id" as "userId", "permissions"."code", "groups"."id" as "groupId", "groups"."name" as "groupName"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id" inner join "group_permissions" on "group_permissions"."group_id" = "groups"."id" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "user_groups"."user_id" in (?) and "groups"."deleted_at" is null;

-- listSessionRows
select "sessions"."id", "sessions"."user_id" as "userId", "sessions"."created_at" as "createdAt", "sessions"."authenticated_at" as "authenticatedAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."rotation_count" as "rotationCount", "sessions"."ended_at" as "endedAt", "sessions"."end_reason" as "endReason", "sessions"."ended_by" as "endedBy", "sessions"."address", "sessions"."last_address" as "lastAddress", "sessions"."former_addresses" as "previousAddresses", "sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = sessions.user_id) as "email", sessions.id as "sortValue"
  from "sessions"
  where 1 = 1 and sessions.id <= ? and (sessions.id < ? or sessions.id < ?)
  order by sessions.id desc, sessions.id desc
  limit ?;

-- listSessionRows, filters
select "sessions"."id", "sessions"."user_id" as "userId", "sessions"."created_at" as "createdAt", "sessions"."authenticated_at" as "authenticatedAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."rotation_count" as "rotationCount", "sessions"."ended_at" as "endedAt", "sessions"."end_reason" as "endReason", "sessions"."ended_by" as "endedBy", "sessions"."address", "sessions"."last_address" as "lastAddress", "sessions"."former_addresses" as "previousAddresses", "sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = sessions.user_id) as "email", sessions.id as "sortValue"
  from "sessions"
  where (((sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?) or (sessions.end_reason = 'refresh_token_reused')) and "sessions"."user_id" in (select "users"."id"
  from "users"
  where ("users"."email_identity" >= ? and "users"."email_identity" < ?)) and "sessions"."last_address" = ? and lower(sessions.user_agent) like ? escape '\')
  order by sessions.id desc, sessions.id desc
  limit ?;

-- countSessionRows
select count(*) as count
  from ((select "sessions"."id"
  from "sessions"
  where (sessions.end_reason = 'expired' or (sessions.ended_at is null and not (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?)))
  limit ?)) as counted;

-- countSessionUsers
select count(distinct "sessions"."user_id") as "count"
  from "sessions"
  where "sessions"."user_id" = ?;

-- endMatchingSessions
update "sessions"
  set "ended_at" = ?, "end_reason" = ?, "ended_by" = ?
  where "ended_at" is null and "id" in (select "sessions"."id"
  from "sessions"
  where ("sessions"."id" <> ? and "sessions"."user_id" = ?));

-- listMatchingIds
select "sessions"."id"
  from "sessions"
  where "sessions"."user_id" = ? and "sessions"."id" > ?
  order by "sessions"."id"
  limit ?;

-- countActiveSessions
select "user_id" as "userId", count(*) as "count"
  from "sessions"
  where "user_id" in (?, ?) and (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?) group by "user_id";

-- insertConsoleSession
insert into "console_sessions" ("token_hash", "user_id", "created_at", "last_used_at", "authenticated_at", "expires_at", "address", "user_agent")
  values (?, ?, ?, ?, ?, ?, ?, ?)
  returning "id";

-- findConsoleSession
select "id", "user_id" as "userId", "created_at" as "createdAt", "last_used_at" as "lastUsedAt", "authenticated_at" as "authenticatedAt", "expires_at" as "expiresAt"
  from "console_sessions"
  where "token_hash" in (?, ?);

-- updateConsoleSessionUsed
update "console_sessions"
  set "last_used_at" = ?
  where "id" = ? and "last_used_at" < ?;

-- updateConsoleSessionAuthenticated
update "console_sessions"
  set "authenticated_at" = ?, "last_used_at" = ?
  where "id" = ?;

-- deleteConsoleSession
delete
  from "console_sessions"
  where "id" = ?;

-- deleteConsoleSessionsOfUser
delete
  from "console_sessions"
  where "user_id" = ? and "id" <> ?;

-- deleteOldConsoleSessions
delete
  from "console_sessions"
  where ("expires_at" <= ? or "last_used_at" <= ?);

-- listConsoleSessionRows
select "console_sessions"."id", "console_sessions"."user_id" as "userId", "console_sessions"."created_at" as "createdAt", "console_sessions"."last_used_at" as "lastUsedAt", "console_sessions"."authenticated_at" as "authenticatedAt", "console_sessions"."expires_at" as "expiresAt", "console_sessions"."address", "console_sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = console_sessions.user_id) as "email", console_sessions.id as "sortValue"
  from "console_sessions"
  where ("console_sessions"."expires_at" > ? and "console_sessions"."last_used_at" > ?) and console_sessions.id <= ? and (console_sessions.id < ? or console_sessions.id < ?)
  order by console_sessions.id desc, console_sessions.id desc
  limit ?;

-- countConsoleSessionRows
select count(*) as count
  from ((select "console_sessions"."id"
  from "console_sessions"
  where ("console_sessions"."expires_at" > ? and "console_sessions"."last_used_at" > ? and "console_sessions"."user_id" = ? and "console_sessions"."user_id" in (select "users"."id"
  from "users"
  where ("users"."email_identity" >= ? and "users"."email_identity" < ?)))
  limit ?)) as counted;

-- findListedConsoleSession
select "console_sessions"."id", "console_sessions"."user_id" as "userId", "console_sessions"."created_at" as "createdAt", "console_sessions"."last_used_at" as "lastUsedAt", "console_sessions"."authenticated_at" as "authenticatedAt", "console_sessions"."expires_at" as "expiresAt", "console_sessions"."address", "console_sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = console_sessions.user_id) as "email"
  from "console_sessions"
  where ("console_sessions"."expires_at" > ? and "console_sessions"."last_used_at" > ?) and "console_sessions"."id" = ?;

-- deleteConsoleSessionWithin
delete
  from "console_sessions"
  where "id" = ? and ("console_sessions"."user_id" = ? or not (exists (select "users"."id"
  from "users"
  where "users"."id" = "console_sessions"."user_id" and "users"."is_superuser" = ?) or exists (select "permissions"."id"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" = "console_sessions"."user_id" and "permissions"."code" not in (?, ?)) or exists (select "permissions"."id"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id" inner join "group_permissions" on "group_permissions"."group_id" = "groups"."id" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "user_groups"."user_id" = "console_sessions"."user_id" and "groups"."deleted_at" is null and "permissions"."code" not in (?, ?))));

-- upsertKnownDevice
insert into "known_devices" ("user_id", "client", "network", "first_used_at", "last_used_at", "logins")
  values (?, ?, ?, ?, ?, ?)
  on conflict ("user_id", "client", "network") do update
  set "last_used_at" = "excluded"."last_used_at", "logins" = "known_devices"."logins" + ?
  returning "logins";

-- hasOtherKnownDevice
select "user_id"
  from "known_devices"
  where "user_id" = ? and ("client" <> ? or "network" <> ?)
  limit ?;

-- listKnownDevices
select "client", "network", "first_used_at" as "firstUsedAt", "last_used_at" as "lastUsedAt", "logins"
  from "known_devices"
  where "user_id" = ?
  order by "first_used_at";

-- listOriginsOfSessions
select "user_agent" as "userAgent", "address", "last_address" as "lastAddress"
  from "sessions"
  where "user_id" = ? and "id" < ?
  order by "id" desc
  limit ?;

-- deleteOldKnownDevices
delete
  from "known_devices"
  where ("known_devices"."user_id", "known_devices"."client", "known_devices"."network") in (select "device"."user_id", "device"."client", "device"."network"
  from "known_devices" as "device"
  where "device"."last_used_at" < ? and exists (select "other"."user_id"
  from "known_devices" as "other"
  where "other"."user_id" = "device"."user_id" and "other"."last_used_at" > "device"."last_used_at")
  limit ?);

-- hasSetupLink
select "id"
  from "setup_links"
  where "expires_at" > ?;

-- isSetupLinkValid
select "id"
  from "setup_links"
  where "token_hash" in (?) and "expires_at" > ?;

-- consumeSetupLink
delete
  from "setup_links"
  where "token_hash" in (?) and "expires_at" > ?;

-- insertAuditEntries
insert into "audit_events" ("at", "actor_kind", "actor_id", "actor", "action", "result", "code", "object_type", "object_id", "object_label", "changes", "address", "user_agent", "request_id", "seal")
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- listAuditEntries
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId", audit_events.id as "sortValue"
  from "audit_events"
  where 1 = 1 and audit_events.id <= ? and (audit_events.id < ? or audit_events.id < ?)
  order by audit_events.id desc, audit_events.id desc
  limit ?;

-- listAuditEntries, filters
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId", audit_events.id as "sortValue"
  from "audit_events"
  where ((lower(actor) >= ? and lower(actor) < ?) and ("action" >= ? and "action" < ?) and "audit_events"."result" = ? and "audit_events"."at" >= ? and "audit_events"."at" < ? and "audit_events"."object_id" = ?)
  order by audit_events.id desc, audit_events.id desc
  limit ?;

-- countAuditEntries
select count(*) as count
  from ((select "audit_events"."id"
  from "audit_events"
  where "audit_events"."action" = ?
  limit ?)) as counted;

-- listObjectEvents
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId"
  from "audit_events"
  where "object_id" = ? and "object_type" = ?
  order by "id" desc
  limit ?;

-- sumActivity
select (hour_at - cast(? as bigint)) / cast(? as bigint) as "bucket", "event", sum("count") as "count"
  from "activity_hours"
  where "hour_at" >= ? and "hour_at" < ? group by "bucket", "event";

-- findLastActiveAt
select "last_active_at"
  from "user_activity"
  where "user_id" = ?;

-- countActiveUsers
select count(*) as count
  from ((select "id"
  from "users"
  where "deleted_at" is null
  limit ?)) as counted;

-- countCreatedUsers
select count(*) as count
  from ((select "id"
  from "users"
  where "created_at" >= ? and "created_at" < ?
  limit ?)) as counted;

-- countValidSessions
select count(*) as count
  from ((select "id"
  from "sessions"
  where (sessions.ended_at is null and sessions.expires_at > ? and sessions.rotated_at > ? and sessions.created_at > ?)
  limit ?)) as counted;

-- listEmails
select "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt", emails.id as "sortValue"
  from "emails"
  where 1 = 1 and emails.id <= ? and (emails.id < ? or emails.id < ?)
  order by emails.id desc, emails.id desc
  limit ?;

-- countEmails
select count(*) as count
  from ((select "emails"."id"
  from "emails"
  where (emails.state in (?) and "kind" = ? and "user_id" = ? and (lower(emails.recipient) >= ? and lower(emails.recipient) < ?))
  limit ?)) as counted;

-- findEmail
select "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt"
  from "emails"
  where "id" = ?;

-- updateFailedToDue
update "emails"
  set "state" = ?, "due_at" = ?, "claimed_until" = ?
  where "id" = ? and "state" = ?
  returning "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt";

-- insertTextChange
insert into "email_text_changes" ("kind", "locale", "subject", "body", "changed_at", "actor_id", "actor", "source")
  values (?, ?, ?, ?, ?, ?, ?, ?)
  returning "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source";

-- findLatestTextChange
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source"
  from "email_text_changes"
  where "kind" = ? and "locale" = ?
  order by "id" desc
  limit ?;

-- listLatestTextChanges
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source"
  from "email_text_changes"
  where "id" in (select max("id") as "id"
  from "email_text_changes" group by "kind", "locale");

-- listTextChanges
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source", email_text_changes.id as "sortValue"
  from "email_text_changes"
  where ("kind" = ? and "locale" = ?) and email_text_changes.id <= ? and (email_text_changes.id < ? or email_text_changes.id < ?)
  order by email_text_changes.id desc, email_text_changes.id desc
  limit ?;
