// @ts-check

/**
 * One row: the state of audit logging and who last changed it.
 *
 * Every change is a compare-and-set on `version`, so two Admins or two
 * replicas can't overwrite each other. Instants are ISO 8601 in UTC with
 * milliseconds, as text, which sorts as time on every database.
 *
 * Cost: an empty table, no locks on others. Undo: `down` forgets the state.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_settings', table => {
    table.comment('State of audit logging: exactly one row');
    table.integer('id').primary().comment('Always 1');
    table.string('state', 16).notNullable().comment('Lifecycle state');
    table.string('changed_at', 24).nullable().comment('Last transition');
    table
      .string('changed_by_type', 16)
      .nullable()
      .comment('Actor type of changed_by');
    table
      .string('changed_by', 512)
      .nullable()
      .comment('Entity ref or service subject that asked for the transition');
    table.text('reason').nullable().comment('Why, in their words or ours');
    table
      .string('kept_until', 24)
      .nullable()
      .comment('When kept events are purged, set by disabling');
    table
      .string('transition_id', 36)
      .nullable()
      .comment('Id of the event that completes the transition');
    table.integer('version').notNullable().comment('Grows with each change');
  });
  await knex('audit_log_settings').insert({
    id: 1,
    state: 'disabled',
    version: 0,
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_settings');
};
