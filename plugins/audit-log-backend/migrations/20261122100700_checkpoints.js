// @ts-check

/**
 * Signed statements about the log, and the keys that sign them.
 *
 * What:  creates two tables. A checkpoint says which root the log had at a
 *        size. A key that the audit log made for itself is kept with its
 *        private half; of a configured key only the public half is kept.
 * Cost:  none, the tables are empty.
 * Undo:  drops the tables; checkpoints that were published stay valid, but the
 *        log then signs with a new key.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_note_keys', table => {
    table.comment('Keys that checkpoints are or were signed with');
    table.string('verifier_key', 512).primary().comment('C2SP signed note');
    table.text('private_key').comment('PEM; null where configured');
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('audit_log_checkpoints', table => {
    table.comment('Signed checkpoints, one per size at most');
    table.bigInteger('size').primary().comment('Events that it is about');
    table.bigInteger('created_at').notNullable();
    table.text('note').notNullable().comment('C2SP tlog-checkpoint');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_checkpoints');
  await knex.schema.dropTable('audit_log_note_keys');
};
