// @ts-check

/**
 * Who is behind a session, for all replicas and across restarts. Lies in the
 * database of the auth plugin, with a migrations table of its own.
 *
 * What:  creates one small table; rows nobody came back to in 30 days go.
 * Cost:  none, the table is empty.
 * Undo:  drops it; page loads of people without a session cookie then count
 *        as sign-ins once more.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_sessions', table => {
    table.comment('Sessions that the audit log has seen');
    table
      .string('key', 64)
      .primary()
      .comment('SHA-256 of what tells one session from another');
    table.string('user_ref', 512).notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('Epoch seconds when the browser needs a new token, 0: unknown');
    table.bigInteger('seen_at').notNullable().index().comment('Epoch seconds');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_sessions');
};
