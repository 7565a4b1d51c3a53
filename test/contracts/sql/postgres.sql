-- rotateSession
update "sessions"
  set "verifier_hash" = $1, "rotated_at" = $2, "expires_at" = $3, "rotation_count" = "rotation_count" + $4, "last_address" = $5, "previous_verifier_hash" = $6
  where "selector_hash" = $7 and "verifier_hash" = $8 and "ended_at" is null and "expires_at" > $9 and "rotated_at" > $10 and "created_at" > $11 and exists (select "users"."id"
  from "users"
  where "users"."id" = "sessions"."user_id" and "users"."is_active" = $12 and "users"."deleted_at" is null)
  returning "id", "user_id" as "userId";

-- adoptSession
update "sessions"
  set "verifier_hash" = $1, "rotated_at" = $2, "expires_at" = $3, "rotation_count" = "rotation_count" + $4, "last_address" = $5, "selector_hash" = $6, "previous_verifier_hash" = $7
  where "selector_hash" = $8 and "verifier_hash" = $9 and "ended_at" is null and "expires_at" > $10 and "rotated_at" > $11 and "created_at" > $12 and exists (select "users"."id"
  from "users"
  where "users"."id" = "sessions"."user_id" and "users"."is_active" = $13 and "users"."deleted_at" is null)
  returning "id", "user_id" as "userId";

-- findSessionState
select "sessions"."id", "sessions"."user_id", "users"."email", "sessions"."verifier_hash", "sessions"."previous_verifier_hash", "sessions"."created_at", "sessions"."rotated_at", "sessions"."expires_at", "sessions"."ended_at", "users"."is_active", "users"."deleted_at"
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

-- endSurplusSessions
update "sessions"
  set "ended_at" = $1, "end_reason" = $2, "ended_by" = $3
  where "ended_at" is null and "id" in (select "id"
  from "sessions"
  where "user_id" = $4 and "id" <> $5 and "ended_at" is null and "expires_at" > $6
  order by "rotated_at" desc, "id" desc
  limit $7 offset $8);

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

-- takeAttempt
insert into "login_attempts" ("subject", "failures", "window_started_at", "user_id")
  values ($1, $2, $3, $4)
  on conflict ("subject") do update
  set "failures" = case when "login_attempts"."window_started_at" <= $5 then 1 else "login_attempts"."failures" + $6 end, "window_started_at" = case when "login_attempts"."window_started_at" <= $7 then "excluded"."window_started_at" else "login_attempts"."window_started_at" end, "user_id" = "excluded"."user_id"
  where ("login_attempts"."window_started_at" <= $8 or "login_attempts"."failures" < $9)
  returning "subject";

-- detachAttempts
update "login_attempts"
  set "user_id" = $1
  where "user_id" = $2;

-- findWindowStart
select "window_started_at"
  from "login_attempts"
  where "subject" = $1;

-- deleteAttempts
delete
  from "login_attempts"
  where "subject" = $1;

-- returnAttempt
update "login_attempts"
  set "failures" = "failures" - $1
  where "subject" = $2 and "failures" > $3;

-- deleteOldAttempts
delete
  from "login_attempts"
  where "window_started_at" < $1;

-- insertAccount
insert into "users" ("email", "email_identity", "username", "password_hash", "is_active", "is_staff", "is_superuser", "created_at", "updated_at", "last_login_at", "deactivation_reason", "deleted_at")
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict ("email_identity") do nothing
  returning "id";

-- isIdentityTaken
select "id"
  from "users"
  where "email_identity" = $1 and "id" <> $2;

-- findActiveProfile
select "id", "username", "email"
  from "users"
  where "id" = $1 and "is_active" = $2 and "deleted_at" is null;

-- findLoginAccount
select "id", "email", "password_hash", "is_active", "is_staff", "is_superuser", "deleted_at"
  from "users"
  where "email_identity" = $1;

-- updateLoggedIn
update "users"
  set "last_login_at" = $1, "password_hash" = $2
  where "id" = $3 and "password_hash" = $4 and "is_active" = $5 and "deleted_at" is null;

-- updateProfile
update "users"
  set "email" = $1, "email_identity" = $2, "updated_at" = $3, "version" = "version" + $4
  where "id" = $5 and "is_active" = $6 and "deleted_at" is null
  returning "id", "username", "email";

-- listStoredSettings
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
  where "at" < $1
  order by "at"
  limit $2);

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
  where ("leases"."expires_at" <= $6 or "leases"."holder" = $7)
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
