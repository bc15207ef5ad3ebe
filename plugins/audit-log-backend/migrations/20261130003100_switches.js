// @ts-check

/**
 * Finds the events that say when recording began and ended, without a look at
 * all others: what other backends deliver is held against them.
 *
 * What:  a partial index over these few events.
 * Cost:  one look at all events; appends wait meanwhile. A few kilobytes.
 * Undo:  drops the index.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `create index audit_log_events_switches on audit_log_events (sequence)
     where plugin = 'audit-log' and event_id in ('logging-start', 'logging-stop')`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index audit_log_events_switches');
};
