// @ts-check

/**
 * What was written beside exports so that they can be checked offline.
 *
 * What:  creates a table with one row for each checkpoint that is or is to be
 *        in a storage. Rows of one place follow each other without a
 *        gap: `after_size` is the `size` of the row before.
 * Cost:  none, the table is empty.
 * Undo:  drops the table; what was published stays where it is, and the leaf
 *        hashes of the whole log are then written once more.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_published_checkpoints', table => {
    table.comment('Checkpoints that are or will be beside exports');
    table.string('place', 1280).notNullable().comment('Where it is');
    table.bigInteger('after_size').notNullable().comment('0: the first one');
    table.bigInteger('size').notNullable().comment('Events that it is about');
    table.text('note').notNullable().comment('C2SP tlog-checkpoint');
    table.string('planned_at', 24).notNullable();
    table.string('claimed_until', 24).notNullable();
    table.string('published_at', 24).comment('Null until it is there');
    table.primary(['place', 'after_size']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_published_checkpoints');
};
