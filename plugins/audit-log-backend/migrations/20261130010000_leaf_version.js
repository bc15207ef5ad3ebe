// @ts-check

/**
 * What events say since leaves of version 2: when the clock of the appending
 * process took them, who delivered them, members of groups that have no column
 * of their own, and the salt, where software that knows version 1 only doesn't
 * look for it.
 *
 * What:  adds five columns to the events.
 * Cost:  none, whatever the size of the table: they are null in the rows that
 *        are there, which no database writes anew for that.
 * Undo:  drops the columns; events whose leaf has version 2 can't be proven
 *        from then on.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.smallint('leaf_version').comment('Null: 1');
    table.bigInteger('appended_at').comment('By the clock, as it was');
    table.text('delivered_by').comment('Subject of another backend');
    table.text('more_members').comment('JSON, by group');
    table.binary('leaf_salt').comment('Instead of salt, since version 2');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('audit_log_events', table => {
    table.dropColumn('leaf_version');
    table.dropColumn('appended_at');
    table.dropColumn('delivered_by');
    table.dropColumn('more_members');
    table.dropColumn('leaf_salt');
  });
};
