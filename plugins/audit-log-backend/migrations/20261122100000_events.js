// @ts-check

const { randomBytes } = require('node:crypto');

/**
 * The log: events, the single row that says where the log ends, and counts of
 * events per hour.
 *
 * What:  creates three tables and their indexes.
 * Cost:  none, the tables are empty.
 * Undo:  drops the tables, and with them the log.
 *
 * Meanings of the columns: src/store/columns.ts.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  await knex.schema.createTable('audit_log_head', table => {
    table.comment('Where the log ends; one row, locked by every append');
    table.smallint('id').primary().comment('Always 1');
    table.bigInteger('sequence').notNullable().comment('Last one given');
    table.bigInteger('time').comment('Latest recorded_at');
    table.binary('frontier').notNullable().comment('RFC 6962, size = sequence');
    table
      .integer('awaited')
      .notNullable()
      .comment('Events that amend one which is not in the log yet');
    table.binary('cursor_key').notNullable().comment('Key of page cursors');
  });
  await knex('audit_log_head').insert({
    id: 1,
    sequence: 0,
    time: null,
    frontier: Buffer.alloc(0),
    awaited: 0,
    cursor_key: randomBytes(32),
  });

  await knex.schema.createTable('audit_log_events', table => {
    // Byte order, so that a prefix search can use the index of the column.
    const key = (/** @type {string} */ name) =>
      isPostgres
        ? table.specificType(name, 'text collate "C"')
        : table.text(name);

    if (isPostgres) {
      table.bigInteger('sequence').primary();
    } else {
      table.integer('sequence').primary();
    }
    table.bigInteger('started_at').notNullable();
    table.bigInteger('ended_at');
    table.bigInteger('duration_ms');
    table.bigInteger('recorded_at').notNullable();
    table.bigInteger('status');
    table.uuid('id').notNullable();
    table.uuid('amends');
    table.uuid('superseded_by');
    table.smallint('severity_rank').notNullable();
    table.smallint('groups').notNullable();
    table.text('plugin').notNullable();
    table.text('event_id').notNullable();
    table.text('action');
    table.text('category').notNullable();
    table.text('outcome').notNullable();
    table.text('actor_type');
    key('actor_ref');
    key('actor_on_behalf_of');
    key('actor_via');
    key('actor_user');
    table.text('target_type');
    key('target_ref');
    table.text('target_name');
    table.text('client_ip');
    key('client_ip_key');
    table.text('user_agent');
    table.text('method');
    key('path');
    table.text('query');
    table.text('trace_id');
    table.text('request_id');
    table.text('error_name');
    table.text('error_message');
    table.text('meta');
    table.text('instance').notNullable();
    table.binary('salt');
    table.binary('leaf_hash').notNullable();
    table.text('erasure');
    table.text('search').notNullable();
  });

  for (const statement of [
    'create unique index audit_log_events_id on audit_log_events (id)',
    'create index audit_log_events_time on audit_log_events (started_at, sequence)',
    'create index audit_log_events_actor on audit_log_events (actor_user, started_at, sequence) where actor_user is not null',
    'create index audit_log_events_target on audit_log_events (target_ref, started_at, sequence) where target_ref is not null',
    'create index audit_log_events_trace on audit_log_events (trace_id) where trace_id is not null',
    'create index audit_log_events_amends on audit_log_events (amends) where amends is not null',
  ]) {
    await knex.raw(statement);
  }

  await knex.schema.createTable('audit_log_event_counts', table => {
    table.comment('Operations that started in an hour, by what people count');
    table.bigInteger('hour').notNullable();
    table.text('plugin').notNullable();
    table.text('category').notNullable();
    table.smallint('severity_rank').notNullable();
    table.text('outcome').notNullable();
    table.text('actor_type').notNullable();
    table.bigInteger('count').notNullable();
    table.primary([
      'hour',
      'plugin',
      'category',
      'severity_rank',
      'outcome',
      'actor_type',
    ]);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_event_counts');
  await knex.schema.dropTable('audit_log_events');
  await knex.schema.dropTable('audit_log_head');
};
