-- rotateSession
update "sessions"
  set "verifier_hash" = ?, "rotated_at" = ?, "expires_at" = ?, "rotation_count" = "rotation_count" + ?, "last_address" = ?, "previous_verifier_hash" = ?
  where "selector_hash" = ? and "verifier_hash" = ? and "ended_at" is null and "expires_at" > ? and "rotated_at" > ? and "created_at" > ? and exists (select "users"."id"
  from "users"
  where "users"."id" = "sessions"."user_id" and "users"."is_active" = ? and "users"."deleted_at" is null)
  returning "id", "user_id" as "userId";

-- adoptSession
update "sessions"
  set "verifier_hash" = ?, "rotated_at" = ?, "expires_at" = ?, "rotation_count" = "rotation_count" + ?, "last_address" = ?, "selector_hash" = ?, "previous_verifier_hash" = ?
  where "selector_hash" = ? and "verifier_hash" = ? and "ended_at" is null and "expires_at" > ? and "rotated_at" > ? and "created_at" > ? and exists (select "users"."id"
  from "users"
  where "users"."id" = "sessions"."user_id" and "users"."is_active" = ? and "users"."deleted_at" is null)
  returning "id", "user_id" as "userId";

-- findSessionState
select "sessions"."id", "sessions"."user_id", "users"."email", "sessions"."verifier_hash", "sessions"."previous_verifier_hash", "sessions"."created_at", "sessions"."rotated_at", "sessions"."expires_at", "sessions"."ended_at", "users"."is_active", "users"."deleted_at"
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

-- endSurplusSessions
update "sessions"
  set "ended_at" = ?, "end_reason" = ?, "ended_by" = ?
  where "ended_at" is null and "id" in (select "id"
  from "sessions"
  where "user_id" = ? and "id" <> ? and "ended_at" is null and "expires_at" > ?
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

-- takeAttempt
insert into "login_attempts" ("subject", "failures", "window_started_at", "user_id")
  values (?, ?, ?, ?)
  on conflict ("subject") do update
  set "failures" = case when "login_attempts"."window_started_at" <= ? then 1 else "login_attempts"."failures" + ? end, "window_started_at" = case when "login_attempts"."window_started_at" <= ? then "excluded"."window_started_at" else "login_attempts"."window_started_at" end, "user_id" = "excluded"."user_id"
  where ("login_attempts"."window_started_at" <= ? or "login_attempts"."failures" < ?)
  returning "subject";

-- detachAttempts
update "login_attempts"
  set "user_id" = ?
  where "user_id" = ?;

-- findWindowStart
select "window_started_at"
  from "login_attempts"
  where "subject" = ?;

-- deleteAttempts
delete
  from "login_attempts"
  where "subject" = ?;

-- returnAttempt
update "login_attempts"
  set "failures" = "failures" - ?
  where "subject" = ? and "failures" > ?;

-- deleteOldAttempts
delete
  from "login_attempts"
  where "window_started_at" < ?;

-- insertAccount
insert into "users" ("email", "email_identity", "username", "password_hash", "is_active", "is_staff", "is_superuser", "created_at", "updated_at", "last_login_at", "deactivation_reason", "deleted_at")
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict ("email_identity") do nothing
  returning "id";

-- isIdentityTaken
select "id"
  from "users"
  where "email_identity" = ? and "id" <> ?;

-- findActiveProfile
select "id", "username", "email"
  from "users"
  where "id" = ? and "is_active" = ? and "deleted_at" is null;

-- findLoginAccount
select "id", "email", "password_hash", "is_active", "is_staff", "is_superuser", "deleted_at"
  from "users"
  where "email_identity" = ?;

-- updateLoggedIn
update "users"
  set "last_login_at" = ?, "password_hash" = ?
  where "id" = ? and "password_hash" = ? and "is_active" = ? and "deleted_at" is null;

-- updateProfile
update "users"
  set "email" = ?, "email_identity" = ?, "updated_at" = ?, "version" = "version" + ?
  where "id" = ? and "is_active" = ? and "deleted_at" is null
  returning "id", "username", "email";

-- listStoredSettings
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
  where "at" < ?
  order by "at"
  limit ?);

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
  where ("leases"."expires_at" <= ? or "leases"."holder" = ?)
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
