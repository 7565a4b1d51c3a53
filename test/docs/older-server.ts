import { pbkdf2Sync } from 'node:crypto'

const salt = '0123456789abcdefghijkl'
const digest = pbkdf2Sync('correct horse', salt, 1_000, 32, 'sha256').toString('base64')

/** A small database of the older server, for the guide about moving away from it. */
export const olderServerStatements = [
  `create table users_user (id bigint primary key, password text not null, last_login timestamptz,
     is_superuser boolean not null, email text not null, username text, is_active boolean not null,
     is_staff boolean not null)`,
  'create table auth_group (id bigint primary key, name text not null)',
  'create table users_user_groups (id bigint primary key, user_id bigint, group_id bigint)',
  'create table constance_constance (id bigint primary key, key text, value text)',
  'create table django_content_type (id bigint primary key, app_label text, model text)',
  'create table auth_permission (id bigint primary key, content_type_id bigint, codename text)',
  'create table auth_group_permissions (id bigint primary key, group_id bigint, permission_id bigint)',
  'create table users_user_user_permissions (id bigint primary key, user_id bigint, permission_id bigint)',
  `create table users_refreshtoken (id bigint primary key, token uuid, created_at timestamptz,
     expires_at timestamptz, user_id bigint)`,
  `insert into users_user values (4711, 'pbkdf2_sha256$1000$${salt}$${digest}', now(), false,
     'ann@example.com', null, true, false)`,
  `insert into auth_group values (3, 'Support')`,
  'insert into users_user_groups values (1, 4711, 3)',
  `insert into users_user values (4712, 'md5$salt$0123456789abcdef', null, false, 'bob@example.com', null, true, false)`,
  `insert into django_content_type values (1, 'users', 'user')`,
  `insert into auth_permission values (1, 1, 'view_user')`,
  'insert into auth_group_permissions values (1, 3, 1)',
  `insert into constance_constance values (1, 'ACCESS_TOKEN_LIFETIME', '60')`,
  `insert into users_refreshtoken values (1, '5f0c4b0e-8d53-4a6c-9b1f-0d1e2f3a4b5c', now(),
     now() + interval '20 days', 4711)`,
] as const
