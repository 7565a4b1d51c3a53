-- updateSession
update "sessions"
  set "verifier_hash" = $1, "rotated_at" = $2::bigint + case when ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - $3::bigint) between 1000 and 60000 then ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - $4::bigint) else 0 end, "expires_at" = $5, "rotation_count" = rotation_count + 1, "last_address" = $6, "former_addresses" = case when last_address is null or last_address = $7 then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "previous_verifier_hash" = $8
  where sessions.selector_hash = $9 and sessions.verifier_hash = $10 and (sessions.ended_at is null and sessions.expires_at > $11 and sessions.rotated_at > $12 and sessions.created_at > $13) and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "id", "user_id" as "userId";

-- updateSessions
update "sessions"
  set "verifier_hash" = batch."nextVerifierHash", "rotated_at" = batch."now"::bigint + case when ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - batch."now"::bigint) between 1000 and 60000 then ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - batch."now"::bigint) else 0 end, "expires_at" = batch."expiresAt", "rotation_count" = rotation_count + 1, "last_address" = batch."address", "former_addresses" = case when last_address is null or last_address = batch."address" then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "previous_verifier_hash" = batch."verifierHash"
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[]) with ordinality as batch("selectorHash", "verifierHash", "nextVerifierHash", "address", "expiresAt", "now", "rotatedAfter", "createdAfter", ordinality)
  where sessions.selector_hash = batch."selectorHash" and sessions.verifier_hash = batch."verifierHash" and (sessions.ended_at is null and sessions.expires_at > batch."now" and sessions.rotated_at > batch."rotatedAfter" and sessions.created_at > batch."createdAfter") and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "batch"."ordinality", "sessions"."id", "sessions"."user_id" as "userId";

-- adoptSession
update "sessions"
  set "verifier_hash" = $1, "rotated_at" = $2::bigint + case when ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - $3::bigint) between 1000 and 60000 then ((extract(epoch
  from clock_timestamp()) * 1000)::bigint - $4::bigint) else 0 end, "expires_at" = $5, "rotation_count" = rotation_count + 1, "last_address" = $6, "former_addresses" = case when last_address is null or last_address = $7 then former_addresses else cast(rotated_at as text) || ' ' || last_address || ',' || substr(coalesce(former_addresses, ''), 1, 400) end, "selector_hash" = $8, "previous_verifier_hash" = $9
  where sessions.selector_hash = $10 and sessions.verifier_hash = $11 and (sessions.ended_at is null and sessions.expires_at > $12 and sessions.rotated_at > $13 and sessions.created_at > $14) and (select users.is_active and users.deleted_at is null
  from users
  where users.id = sessions.user_id)
  returning "id", "user_id" as "userId";

-- findSessionState
select "sessions"."id", "sessions"."user_id" as "userId", "users"."email", "sessions"."verifier_hash" as "verifierHash", "sessions"."previous_verifier_hash" as "previousVerifierHash", "sessions"."created_at" as "createdAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."ended_at" as "endedAt", "users"."is_active" as "isActive", "users"."deleted_at" as "deletedAt"
  from "sessions" inner join "users" on "users"."id" = "sessions"."user_id"
  where "sessions"."selector_hash" = $1;

-- insertSession
insert into "sessions" ("user_id", "selector_hash", "verifier_hash", "previous_verifier_hash", "created_at", "rotated_at", "expires_at", "ended_at", "end_reason", "ended_by", "address", "user_agent", "last_address")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  returning "id";

-- endSession
update "sessions"
  set "ended_at" = $1, "end_reason" = $2, "ended_by" = $3
  where "ended_at" is null and "id" = $4;

-- endUserSessions
update "sessions"
  set "ended_at" = $1, "end_reason" = $2, "ended_by" = $3
  where "ended_at" is null and "user_id" = $4 and "id" <> $5;

-- endExcessSessions
update "sessions"
  set "ended_at" = $1, "end_reason" = $2, "ended_by" = $3
  where "ended_at" is null and "id" in (select "id"
  from "sessions"
  where "user_id" = $4 and "id" <> $5 and (sessions.ended_at is null and sessions.expires_at > $6 and sessions.rotated_at > $7 and sessions.created_at > $8)
  order by "rotated_at" desc, "id" desc
  limit $9 offset $10);

-- listSessionIds
select "id"
  from "sessions"
  where "id" > $1
  order by "id"
  limit $2;

-- deleteOldSessions
delete
  from "sessions"
  where "id" > $1 and "id" <= $2 and ("ended_at" < $3 or "expires_at" < $4);

-- insertAttempt
insert into "login_attempts" ("subject", "failures", "in_flight", "last_attempt_at", "window_started_at", "user_id")
  values ($1, $2, $3, $4, $5, $6)
  on conflict ("subject") do update
  set "failures" = case when "login_attempts"."window_started_at" <= $7 then 1 else "login_attempts"."failures" + $8 end, "in_flight" = case when "login_attempts"."window_started_at" <= $9 then 1 else "login_attempts"."in_flight" + $10 end, "last_attempt_at" = "excluded"."last_attempt_at", "window_started_at" = case when "login_attempts"."window_started_at" <= $11 then "excluded"."window_started_at" else "login_attempts"."window_started_at" end, "user_id" = "excluded"."user_id"
  where ("login_attempts"."window_started_at" <= $12 or "login_attempts"."failures" < $13)
  returning "failures";

-- detachAttempts
update "login_attempts"
  set "user_id" = $1
  where "user_id" = $2;

-- findWindow
select "failures", "window_started_at" as "startedAt", "last_attempt_at" as "lastAttemptAt", "in_flight" as "inFlight"
  from "login_attempts"
  where "subject" = $1;

-- deleteAttempts
delete
  from "login_attempts"
  where "subject" = $1;

-- resetAttempts
update "login_attempts"
  set "failures" = case when "in_flight" > $1 then "in_flight" - $2 else 0 end, "in_flight" = case when "in_flight" > $3 then "in_flight" - $4 else 0 end
  where "subject" = $5;

-- settleFailedAttempt
update "login_attempts"
  set "in_flight" = "in_flight" - $1
  where "subject" = $2 and "in_flight" > $3;

-- giveAttemptBack
update "login_attempts"
  set "failures" = "failures" - $1, "in_flight" = "in_flight" - $2
  where "subject" = $3 and "failures" > $4 and "in_flight" > $5;

-- giveAbandonedBack
update "login_attempts"
  set "failures" = "failures" - "in_flight", "in_flight" = $1
  where "subject" = $2 and "last_attempt_at" = $3 and "in_flight" > $4;

-- deleteOldAttempts
delete
  from "login_attempts"
  where ("window_started_at" < $1 or "window_started_at" > $2);

-- insertUser
insert into "users" ("email", "email_identity", "email_verified_at", "username", "password_hash", "password_changed_at", "is_active", "is_staff", "is_superuser", "created_at", "updated_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  on conflict ("email_identity") do nothing
  returning "id";

-- isEmailTaken
select "id"
  from "users"
  where "email_identity" = $1 and "id" <> $2;

-- selectProfile
select "id", "username", "email"
  from "users"
  where "id" = $1 and "is_active" = $2 and "deleted_at" is null;

-- selectProfiles
select "id", "username", "email"
  from "users"
  where id = any($1::bigint[]) and "is_active" = $2 and "deleted_at" is null;

-- findLoginUser
select "id", "email", "email_verified_at" as "emailVerifiedAt", "created_at" as "createdAt", "password_hash" as "passwordHash", "is_active" as "isActive", "is_staff" as "isStaff", "is_superuser" as "isSuperuser", "deleted_at" as "deletedAt"
  from "users"
  where "email_identity" = $1;

-- updateLastLogin
update "users"
  set "last_login_at" = $1
  where "id" = $2 and "password_hash" = $3 and "is_active" = $4 and "deleted_at" is null
  returning "id";

-- updatePasswordHash
update "users"
  set "password_hash" = $1
  where "id" = $2 and "password_hash" = $3;

-- readStoredValues
select "key", "value"
  from "settings";

-- upsertSetting
insert into "settings" ("key", "value", "changed_at")
  values ($1, $2, $3)
  on conflict ("key") do update
  set "value" = $4, "changed_at" = $5;

-- deleteSetting
delete
  from "settings"
  where "key" = $1;

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
  set "retires_at" = $1
  where "kid" = $2 and "retires_at" is null;

-- updateKeyRevoked
update "signing_keys"
  set "revoked_at" = $1
  where "kid" = $2 and "revoked_at" is null;

-- deleteAuditEntriesBefore
delete
  from "audit_events"
  where "id" in (select "id"
  from "audit_events"
  where "at" < $1 and not (coalesce(object_type, '') = $2 and coalesce(object_id, '') = $3 and at >= $4)
  order by "at"
  limit $5)
  returning "seal_number" as "number";

-- addToActivityHour
insert into "activity_hours" ("hour_at", "event", "count")
  values ($1, $2, $3)
  on conflict ("hour_at", "event") do update
  set "count" = "activity_hours"."count" + $4;

-- moveActiveUsers
with active (user_id, at) as (values (cast($1 as bigint), cast($2 as bigint)), …) insert into user_activity (user_id, last_active_at) select users.id, active.at
  from active join users on users.id = active.user_id
  where true
  order by users.id
  on conflict (user_id) do update
  set last_active_at = excluded.last_active_at
  where user_activity.last_active_at < $201;

-- countActiveUsersSince
select count(*) as count
  from ((select "user_id"
  from "user_activity"
  where "last_active_at" >= $1
  limit $2)) as counted;

-- takeLease
insert into "leases" ("name", "holder", "expires_at")
  values ($1, $2, $3)
  on conflict ("name") do update
  set "holder" = $4, "expires_at" = $5
  where ("leases"."expires_at" <= $6 or "leases"."expires_at" > $7 or "leases"."holder" = $8)
  returning "name";

-- upsertProcess
insert into "processes" ("id", "host", "pid", "version", "started_at", "seen_at", "settings_revision")
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict ("id") do update
  set "seen_at" = $8, "settings_revision" = $9;

-- deleteProcess
delete
  from "processes"
  where "id" = $1;

-- deleteAbsentProcesses
delete
  from "processes"
  where ("seen_at" < $1 or "seen_at" > $2);

-- listProcesses
select "id", "host", "pid", "version", "started_at" as "startedAt", "seen_at" as "seenAt", "settings_revision" as "settingsRevision", "revision" as "newestRevision"
  from "processes" inner join "revisions" on "revisions"."name" = $1
  where "seen_at" >= $2 and "seen_at" <= $3
  order by "started_at", "id";

-- findUser
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version"
  from "users"
  where "id" = $1;

-- findUserByNormalizedEmail
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version"
  from "users"
  where "email_identity" = $1;

-- findPassword
select "password_hash" as "passwordHash", "password_changed_at" as "passwordChangedAt"
  from "users"
  where "id" = $1;

-- findAuthenticatedAt
select coalesce("authenticated_at", "created_at") as "at"
  from "sessions"
  where "id" = $1 and "user_id" = $2 and (sessions.ended_at is null and sessions.expires_at > $3 and sessions.rotated_at > $4 and sessions.created_at > $5);

-- updateAuthenticatedAt
update "sessions"
  set "authenticated_at" = $1
  where "id" = $2 and "ended_at" is null;

-- updateUser
update "users"
  set "is_active" = $1, "updated_at" = $2, "version" = $3
  where "id" = $4 and "version" = $5
  returning "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version";

-- deleteUserRow
delete
  from "users"
  where "id" = $1 and "version" = $2 and "deleted_at" is not null;

-- hasActiveSuperuser
select "id"
  from "users"
  where "is_superuser" = $1 and "is_active" = $2 and "deleted_at" is null and "id" not in ($3)
  limit $4;

-- listUserRows
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.created_at as "sortValue"
  from "users"
  where "users"."deleted_at" is null and users.created_at <= $1 and (users.created_at < $2 or users.id < $3)
  order by users.created_at desc, users.id desc
  limit $4;

-- listUserRows, prefix
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and ("users"."id" = $1 or (users.email_identity >= $2 and users.email_identity < $3) or (coalesce(lower(users.username), '') >= $4 and coalesce(lower(users.username), '') < $5)))
  order by users.id desc, users.id desc
  limit $6;

-- listUserRows, substring
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and ("users"."id" = $1 or users.email_identity like $2 escape '\' or lower(users.username) like $3 escape '\'))
  order by users.id desc, users.id desc
  limit $4;

-- listUserRows, filters
select "users"."id", "users"."email", "users"."email_verified_at" as "emailVerifiedAt", "users"."username", "users"."is_active" as "isActive", "users"."is_staff" as "isStaff", "users"."is_superuser" as "isSuperuser", "users"."created_at" as "createdAt", "users"."updated_at" as "updatedAt", "users"."last_login_at" as "lastLoginAt", "users"."deactivation_reason" as "deactivationReason", "users"."deactivated_until" as "deactivatedUntil", "users"."deleted_at" as "deletedAt", "users"."version", users.id as "sortValue"
  from "users"
  where ("users"."deleted_at" is null and "users"."is_active" = $1 and "users"."is_staff" = $2 and "users"."id" in (select "user_groups"."user_id"
  from "user_groups"
  where "user_groups"."group_id" = $3) and coalesce(users.last_login_at, 0) = $4)
  order by users.id desc, users.id desc
  limit $5;

-- countUserRows
select count(*) as count
  from ((select "users"."id"
  from "users"
  where "users"."deleted_at" is not null
  limit $1)) as counted;

-- listGroupsOfUsers
select "user_groups"."user_id" as "userId", "groups"."id", "groups"."name"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id"
  where "user_groups"."user_id" in ($1, $2) and "groups"."deleted_at" is null
  order by "groups"."name";

-- listActiveGroups
select "id", "name"
  from "groups"
  where "id" in ($1, $2) and "deleted_at" is null;

-- insertMemberships
insert into "user_groups" ("user_id", "group_id")
  values ($1, $2), ($3, $4)
  on conflict do nothing;

-- deleteMemberships
delete
  from "user_groups"
  where "user_id" in ($1, $2) and "group_id" in ($3);

-- listDirectCodes
select "permissions"."code"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" = $1
  order by "permissions"."id";

-- insertDirectPermissions
insert into "user_permissions" ("user_id", "permission_id") select cast($1 as bigint) as "user_id", "permissions"."id"
  from "permissions"
  where "permissions"."code" in ($2, $3)
  on conflict do nothing;

-- deleteDirectPermissions
delete
  from "user_permissions"
  where "user_id" = $1 and "permission_id" in (select "id"
  from "permissions"
  where "code" in ($2, $3));

-- listGroupRows
select "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version", groups.name as "sortValue"
  from "groups"
  where ("groups"."deleted_at" is null and (lower(groups.name) >= $1 and lower(groups.name) < $2)) and groups.name <= $3 and (groups.name < $4 or groups.id < $5)
  order by groups.name desc, groups.id desc
  limit $6;

-- findGroupRowByName
select "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version"
  from "groups"
  where "name" = $1 and "deleted_at" is null;

-- insertGroup
insert into "groups" ("name", "created_at", "updated_at", "deleted_at")
  values ($1, $2, $3, $4)
  returning "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version";

-- updateGroup
update "groups"
  set "deleted_at" = $1, "updated_at" = $2, "version" = $3
  where "id" = $4 and "version" = $5
  returning "groups"."id", "groups"."name", "groups"."created_at" as "createdAt", "groups"."updated_at" as "updatedAt", "groups"."deleted_at" as "deletedAt", "groups"."version";

-- countMembers
select "user_groups"."group_id" as "groupId", count(*) as "count"
  from "user_groups" inner join "users" on "users"."id" = "user_groups"."user_id"
  where "user_groups"."group_id" in ($1, $2) and "users"."deleted_at" is null group by "user_groups"."group_id";

-- listCodesByGroup
select "group_permissions"."group_id" as "groupId", "permissions"."code"
  from "group_permissions" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "group_permissions"."group_id" in ($1, $2)
  order by "permissions"."id";

-- insertGroupPermissions
insert into "group_permissions" ("group_id", "permission_id") select cast($1 as bigint) as "group_id", "permissions"."id"
  from "permissions"
  where "permissions"."code" in ($2, $3)
  on conflict do nothing;

-- deleteGroupPermissions
delete
  from "group_permissions"
  where "group_id" = $1 and "permission_id" in (select "id"
  from "permissions"
  where "code" in ($2, $3));

-- listGrants
select "user_permissions"."user_id" as "userId", "permissions"."code", cast($1 as integer) as "groupId", cast($2 as text) as "groupName"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" in ($3) union all select "user_groups"."user_id" as "userId", "permissions"."code", "groups"."id" as "groupId", "groups"."name" as "groupName"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id" inner join "group_permissions" on "group_permissions"."group_id" = "groups"."id" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "user_groups"."user_id" in ($4) and "groups"."deleted_at" is null;

-- listSessionRows
select "sessions"."id", "sessions"."user_id" as "userId", "sessions"."created_at" as "createdAt", "sessions"."authenticated_at" as "authenticatedAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."rotation_count" as "rotationCount", "sessions"."ended_at" as "endedAt", "sessions"."end_reason" as "endReason", "sessions"."ended_by" as "endedBy", "sessions"."address", "sessions"."last_address" as "lastAddress", "sessions"."former_addresses" as "previousAddresses", "sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = sessions.user_id) as "email", sessions.id as "sortValue"
  from "sessions"
  where 1 = 1 and sessions.id <= $1 and (sessions.id < $2 or sessions.id < $3)
  order by sessions.id desc, sessions.id desc
  limit $4;

-- listSessionRows, filters
select "sessions"."id", "sessions"."user_id" as "userId", "sessions"."created_at" as "createdAt", "sessions"."authenticated_at" as "authenticatedAt", "sessions"."rotated_at" as "rotatedAt", "sessions"."expires_at" as "expiresAt", "sessions"."rotation_count" as "rotationCount", "sessions"."ended_at" as "endedAt", "sessions"."end_reason" as "endReason", "sessions"."ended_by" as "endedBy", "sessions"."address", "sessions"."last_address" as "lastAddress", "sessions"."former_addresses" as "previousAddresses", "sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = sessions.user_id) as "email", sessions.id as "sortValue"
  from "sessions"
  where (((sessions.ended_at is null and sessions.expires_at > $1 and sessions.rotated_at > $2 and sessions.created_at > $3) or (sessions.end_reason = 'refresh_token_reused')) and "sessions"."user_id" in (select "users"."id"
  from "users"
  where ("users"."email_identity" >= $4 and "users"."email_identity" < $5)) and "sessions"."last_address" = $6 and lower(sessions.user_agent) like $7 escape '\')
  order by sessions.id desc, sessions.id desc
  limit $8;

-- countSessionRows
select count(*) as count
  from ((select "sessions"."id"
  from "sessions"
  where (sessions.end_reason = 'expired' or (sessions.ended_at is null and not (sessions.ended_at is null and sessions.expires_at > $1 and sessions.rotated_at > $2 and sessions.created_at > $3)))
  limit $4)) as counted;

-- countSessionUsers
select count(distinct "sessions"."user_id") as "count"
  from "sessions"
  where "sessions"."user_id" = $1;

-- endMatchingSessions
update "sessions"
  set "ended_at" = $1, "end_reason" = $2, "ended_by" = $3
  where "ended_at" is null and "id" in (select "sessions"."id"
  from "sessions"
  where ("sessions"."id" <> $4 and "sessions"."user_id" = $5));

-- listMatchingIds
select "sessions"."id"
  from "sessions"
  where "sessions"."user_id" = $1 and "sessions"."id" > $2
  order by "sessions"."id"
  limit $3;

-- countActiveSessions
select "user_id" as "userId", count(*) as "count"
  from "sessions"
  where "user_id" in ($1, $2) and (sessions.ended_at is null and sessions.expires_at > $3 and sessions.rotated_at > $4 and sessions.created_at > $5) group by "user_id";

-- insertConsoleSession
insert into "console_sessions" ("token_hash", "user_id", "created_at", "last_used_at", "authenticated_at", "expires_at", "address", "user_agent")
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning "id";

-- findConsoleSession
select "id", "user_id" as "userId", "created_at" as "createdAt", "last_used_at" as "lastUsedAt", "authenticated_at" as "authenticatedAt", "expires_at" as "expiresAt"
  from "console_sessions"
  where "token_hash" in ($1, $2);

-- updateConsoleSessionUsed
update "console_sessions"
  set "last_used_at" = $1
  where "id" = $2 and "last_used_at" < $3;

-- updateConsoleSessionAuthenticated
update "console_sessions"
  set "authenticated_at" = $1, "last_used_at" = $2
  where "id" = $3;

-- deleteConsoleSession
delete
  from "console_sessions"
  where "id" = $1;

-- deleteConsoleSessionsOfUser
delete
  from "console_sessions"
  where "user_id" = $1 and "id" <> $2;

-- deleteOldConsoleSessions
delete
  from "console_sessions"
  where ("expires_at" <= $1 or "last_used_at" <= $2);

-- listConsoleSessionRows
select "console_sessions"."id", "console_sessions"."user_id" as "userId", "console_sessions"."created_at" as "createdAt", "console_sessions"."last_used_at" as "lastUsedAt", "console_sessions"."authenticated_at" as "authenticatedAt", "console_sessions"."expires_at" as "expiresAt", "console_sessions"."address", "console_sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = console_sessions.user_id) as "email", console_sessions.id as "sortValue"
  from "console_sessions"
  where ("console_sessions"."expires_at" > $1 and "console_sessions"."last_used_at" > $2) and console_sessions.id <= $3 and (console_sessions.id < $4 or console_sessions.id < $5)
  order by console_sessions.id desc, console_sessions.id desc
  limit $6;

-- countConsoleSessionRows
select count(*) as count
  from ((select "console_sessions"."id"
  from "console_sessions"
  where ("console_sessions"."expires_at" > $1 and "console_sessions"."last_used_at" > $2 and "console_sessions"."user_id" = $3 and "console_sessions"."user_id" in (select "users"."id"
  from "users"
  where ("users"."email_identity" >= $4 and "users"."email_identity" < $5)))
  limit $6)) as counted;

-- findListedConsoleSession
select "console_sessions"."id", "console_sessions"."user_id" as "userId", "console_sessions"."created_at" as "createdAt", "console_sessions"."last_used_at" as "lastUsedAt", "console_sessions"."authenticated_at" as "authenticatedAt", "console_sessions"."expires_at" as "expiresAt", "console_sessions"."address", "console_sessions"."user_agent" as "userAgent", (select email
  from users
  where users.id = console_sessions.user_id) as "email"
  from "console_sessions"
  where ("console_sessions"."expires_at" > $1 and "console_sessions"."last_used_at" > $2) and "console_sessions"."id" = $3;

-- deleteConsoleSessionWithin
delete
  from "console_sessions"
  where "id" = $1 and ("console_sessions"."user_id" = $2 or not (exists (select "users"."id"
  from "users"
  where "users"."id" = "console_sessions"."user_id" and "users"."is_superuser" = $3) or exists (select "permissions"."id"
  from "user_permissions" inner join "permissions" on "permissions"."id" = "user_permissions"."permission_id"
  where "user_permissions"."user_id" = "console_sessions"."user_id" and "permissions"."code" not in ($4, $5)) or exists (select "permissions"."id"
  from "user_groups" inner join "groups" on "groups"."id" = "user_groups"."group_id" inner join "group_permissions" on "group_permissions"."group_id" = "groups"."id" inner join "permissions" on "permissions"."id" = "group_permissions"."permission_id"
  where "user_groups"."user_id" = "console_sessions"."user_id" and "groups"."deleted_at" is null and "permissions"."code" not in ($6, $7))));

-- upsertKnownDevice
insert into "known_devices" ("user_id", "client", "network", "first_used_at", "last_used_at", "logins")
  values ($1, $2, $3, $4, $5, $6)
  on conflict ("user_id", "client", "network") do update
  set "last_used_at" = "excluded"."last_used_at", "logins" = "known_devices"."logins" + $7
  returning "logins";

-- hasOtherKnownDevice
select "user_id"
  from "known_devices"
  where "user_id" = $1 and ("client" <> $2 or "network" <> $3)
  limit $4;

-- listKnownDevices
select "client", "network", "first_used_at" as "firstUsedAt", "last_used_at" as "lastUsedAt", "logins"
  from "known_devices"
  where "user_id" = $1
  order by "first_used_at";

-- listOriginsOfSessions
select "user_agent" as "userAgent", "address", "last_address" as "lastAddress"
  from "sessions"
  where "user_id" = $1 and "id" < $2
  order by "id" desc
  limit $3;

-- deleteOldKnownDevices
delete
  from "known_devices"
  where ("known_devices"."user_id", "known_devices"."client", "known_devices"."network") in (select "device"."user_id", "device"."client", "device"."network"
  from "known_devices" as "device"
  where "device"."last_used_at" < $1 and exists (select "other"."user_id"
  from "known_devices" as "other"
  where "other"."user_id" = "device"."user_id" and "other"."last_used_at" > "device"."last_used_at")
  limit $2);

-- hasSetupLink
select "id"
  from "setup_links"
  where "expires_at" > $1;

-- isSetupLinkValid
select "id"
  from "setup_links"
  where "token_hash" in ($1) and "expires_at" > $2;

-- consumeSetupLink
delete
  from "setup_links"
  where "token_hash" in ($1) and "expires_at" > $2;

-- insertAuditEntries
insert into "audit_events" ("at", "actor_kind", "actor_id", "actor", "action", "result", "code", "object_type", "object_id", "object_label", "changes", "address", "user_agent", "request_id", "seal")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15);

-- listAuditEntries
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId", audit_events.id as "sortValue"
  from "audit_events"
  where 1 = 1 and audit_events.id <= $1 and (audit_events.id < $2 or audit_events.id < $3)
  order by audit_events.id desc, audit_events.id desc
  limit $4;

-- listAuditEntries, filters
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId", audit_events.id as "sortValue"
  from "audit_events"
  where ((lower(actor) >= $1 and lower(actor) < $2) and ("action" >= $3 and "action" < $4) and "audit_events"."result" = $5 and "audit_events"."at" >= $6 and "audit_events"."at" < $7 and "audit_events"."object_id" = $8)
  order by audit_events.id desc, audit_events.id desc
  limit $9;

-- countAuditEntries
select count(*) as count
  from ((select "audit_events"."id"
  from "audit_events"
  where "audit_events"."action" = $1
  limit $2)) as counted;

-- listObjectEvents
select "audit_events"."id", "audit_events"."at", "audit_events"."actor_kind" as "actorKind", "audit_events"."actor_id" as "actorId", "audit_events"."actor", "audit_events"."action", "audit_events"."result", "audit_events"."code", "audit_events"."object_type" as "objectType", "audit_events"."object_id" as "objectId", "audit_events"."object_label" as "objectLabel", "audit_events"."changes", "audit_events"."address", "audit_events"."user_agent" as "userAgent", "audit_events"."request_id" as "requestId"
  from "audit_events"
  where "object_id" = $1 and "object_type" = $2
  order by "id" desc
  limit $3;

-- sumActivity
select (hour_at - cast($1 as bigint)) / cast($2 as bigint) as "bucket", "event", sum("count") as "count"
  from "activity_hours"
  where "hour_at" >= $3 and "hour_at" < $4 group by "bucket", "event";

-- findLastActiveAt
select "last_active_at"
  from "user_activity"
  where "user_id" = $1;

-- countActiveUsers
select count(*) as count
  from ((select "id"
  from "users"
  where "deleted_at" is null
  limit $1)) as counted;

-- countCreatedUsers
select count(*) as count
  from ((select "id"
  from "users"
  where "created_at" >= $1 and "created_at" < $2
  limit $3)) as counted;

-- countValidSessions
select count(*) as count
  from ((select "id"
  from "sessions"
  where (sessions.ended_at is null and sessions.expires_at > $1 and sessions.rotated_at > $2 and sessions.created_at > $3)
  limit $4)) as counted;

-- listEmails
select "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt", emails.id as "sortValue"
  from "emails"
  where 1 = 1 and emails.id <= $1 and (emails.id < $2 or emails.id < $3)
  order by emails.id desc, emails.id desc
  limit $4;

-- countEmails
select count(*) as count
  from ((select "emails"."id"
  from "emails"
  where (emails.state in ($1) and "kind" = $2 and "user_id" = $3 and (lower(emails.recipient) >= $4 and lower(emails.recipient) < $5))
  limit $6)) as counted;

-- findEmail
select "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt"
  from "emails"
  where "id" = $1;

-- updateFailedToDue
update "emails"
  set "state" = $1, "due_at" = $2, "claimed_until" = $3
  where "id" = $4 and "state" = $5
  returning "id", "kind", "locale", "user_id" as "userId", "verification_id" as "verificationId", "recipient", "variables", "state", "due_at" as "dueAt", "claimed_until" as "claimedUntil", "attempts", "last_error" as "lastError", "created_at" as "createdAt", "sent_at" as "sentAt";

-- insertTextChange
insert into "email_text_changes" ("kind", "locale", "subject", "body", "changed_at", "actor_id", "actor", "source")
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source";

-- findLatestTextChange
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source"
  from "email_text_changes"
  where "kind" = $1 and "locale" = $2
  order by "id" desc
  limit $3;

-- listLatestTextChanges
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source"
  from "email_text_changes"
  where "id" in (select max("id") as "id"
  from "email_text_changes" group by "kind", "locale");

-- listTextChanges
select "id", "kind", "locale", "subject", "body", "changed_at" as "changedAt", "actor_id" as "actorId", "actor", "source", email_text_changes.id as "sortValue"
  from "email_text_changes"
  where ("kind" = $1 and "locale" = $2) and email_text_changes.id <= $3 and (email_text_changes.id < $4 or email_text_changes.id < $5)
  order by email_text_changes.id desc, email_text_changes.id desc
  limit $6;
