// @ts-check

/**
 * Which types of events were ever seen, and up to where the log was searched.
 *
 * What:  creates two small tables, filled when somebody asks for coverage.
 * Cost:  none, the tables are empty.
 * Undo:  drops them; what was seen is found again in the events still kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_event_types', table => {
    table.comment('Types of events that were ever recorded');
    table.string('plugin', 128).notNullable();
    table.string('event_id', 256).notNullable();
    table.string('category', 64).notNullable().comment('The latest one');
    table.bigInteger('first_seen').notNullable().comment('Epoch milliseconds');
    table.bigInteger('last_seen').notNullable().comment('Epoch milliseconds');
    table.primary(['plugin', 'event_id']);
  });
  await knex.schema.createTable('audit_log_event_types_read', table => {
    table.comment('One row: up to where the log was searched for types');
    table.smallint('id').primary().comment('Always 1');
    table.bigInteger('sequence').notNullable();
  });
  await knex('audit_log_event_types_read').insert({ id: 1, sequence: 0 });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('audit_log_event_types_read');
  await knex.schema.dropTable('audit_log_event_types');
};
