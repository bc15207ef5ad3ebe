// @ts-check

/**
 * The hashes of the Merkle tree, so that proofs need no reading of the log and
 * the tree stays whole when retention removes events.
 *
 * What:  creates a table of tiles, 256 hashes of one level of the tree each,
 *        as C2SP tlog-tiles cuts them. Only full tiles are stored.
 * Cost:  none here; the tiles of the events that are in the log already are
 *        made when they are first needed.
 * Undo:  drops the table; it can be made again as long as no event was removed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_tiles', table => {
    table.comment('Full tiles of the Merkle tree over all leaf hashes');
    table.smallint('level').notNullable().comment('0: hashes of leaves');
    table.bigInteger('tile').notNullable().comment('From 0, left to right');
    table.binary('hashes').notNullable().comment('256 times 32 bytes');
    table.primary(['level', 'tile']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_tiles');
};
