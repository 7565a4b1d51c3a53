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
  `insert into users_user values (4711, 'pbkdf2_sha256$1000$${salt}$${digest}', now(), false,
     'ann@example.com', null, true, false)`,
  `insert into auth_group values (3, 'Support')`,
  'insert into users_user_groups values (1, 4711, 3)',
] as const
