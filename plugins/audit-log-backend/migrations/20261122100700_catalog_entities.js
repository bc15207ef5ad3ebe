// @ts-check

/**
 * The entities of the catalog as the audit log saw them last, to tell what
 * changed. Empty unless `auditLog.catalogChanges.enabled` is set.
 *
 * Cost: an empty table. Undo: `down` forgets it; following begins anew.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_catalog_entities', table => {
    table.comment('Entities of the catalog as they were seen last');
    table.string('entity_ref', 512).primary();
    table.string('etag', 128).notNullable().comment('Of the whole entity');
    table.text('content').notNullable().comment('JSON of what is compared');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_catalog_entities');
};
