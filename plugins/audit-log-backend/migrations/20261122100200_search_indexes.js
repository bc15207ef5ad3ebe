// @ts-check

/**
 * Indexes for searching on PostgreSQL: text by substring, values in meta.
 *
 * What:  an index of the trigrams of `search`, where the extension pg_trgm is
 *        there or may be created (it is trusted: the owner of the database
 *        may), and one of the values in `meta`.
 * Why:   the parser of PostgreSQL's own text search does not find `svc-77` in
 *        `component:default/svc-77`.
 * Cost:  both are built while appends wait. Measured on 200,000 events
 *        (2026-11-22, 2 cores, PostgreSQL 15): 10 s and 100 bytes per event
 *        for the trigrams.
 * Undo:  drops the indexes; the extension stays, others may use it.
 *
 * Without the extension a search reads the events of its range one by one.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (knex.client.config.client !== 'pg') {
    return;
  }
  await knex.raw(
    'create index audit_log_events_meta on audit_log_events using gin ((meta::jsonb) jsonb_path_ops)',
  );
  const schema = await trigramSchema(knex);
  if (schema) {
    await knex.raw(
      'create index audit_log_events_search on audit_log_events using gin (search ??.gin_trgm_ops)',
      [schema],
    );
  }
  // Without figures about meta the planner does not trust its index.
  await knex.raw('analyze audit_log_events');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('drop index if exists audit_log_events_search');
    await knex.raw('drop index audit_log_events_meta');
  }
};

/**
 * The schema of the extension; undefined where it can't be had.
 *
 * @param {import('knex').Knex} knex
 * @returns {Promise<string | undefined>}
 */
async function trigramSchema(knex) {
  try {
    // A savepoint, so that a refusal does not end the migration.
    await knex.transaction(trx =>
      trx.raw('create extension if not exists pg_trgm'),
    );
  } catch (error) {
    const notAvailable = ['42501', '0A000', '58P01', '22023'];
    if (!notAvailable.includes(/** @type {any} */ (error).code)) {
      throw error;
    }
  }
  const { rows } = await knex.raw(
    `select n.nspname as schema from pg_extension x
     join pg_namespace n on n.oid = x.extnamespace
     where x.extname = 'pg_trgm'`,
  );
  return rows[0]?.schema;
}
