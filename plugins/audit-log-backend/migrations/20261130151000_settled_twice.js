// @ts-check

/**
 * Settles what races made twice, before nothing can be any more.
 *
 * What:  of schedules that write the same objects the one stays that works and
 *        has come farthest, the oldest where they are alike, and the others
 *        pause. Of grants that give the same to the same until the
 *        same end the oldest stays, and the others go. Each is told.
 * Cost:  reads all schedules and grants once.
 * Undo:  nothing, as people decide what becomes of paused schedules.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await pauseLater(knex);
  await mergeGrants(knex);
};

exports.down = async function down() {};

/**
 * @param {import('knex').Knex} knex
 */
async function pauseLater(knex) {
  const rows = await knex('audit_log_export_schedules')
    .whereNot('status', 'paused')
    .orderByRaw("case when status = 'active' then 0 else 1 end")
    .orderBy('exported_to', 'desc')
    .orderByRaw("coalesce(last_success_at, '') desc")
    .orderBy(['created_at', 'id']);
  /** @type {Map<string, { id: string, name: string }>} */
  const first = new Map();
  for (const row of rows) {
    const { destination, datePrefix } = JSON.parse(row.draft);
    const objects = JSON.stringify([destination, Boolean(datePrefix)]);
    const other = first.get(objects);
    if (!other) {
      first.set(objects, { id: row.id, name: row.name });
      continue;
    }
    await knex('audit_log_export_schedules')
      .where('id', row.id)
      .update({
        status: 'paused',
        status_reason: `Export schedule '${other.name}' could write the same objects`,
        version: row.version + 1,
      });
    await note(knex, 'schedule-paused', {
      schedule: { id: row.id, name: row.name, owner: row.owner },
      other,
    });
  }
}

/**
 * @param {import('knex').Knex} knex
 */
async function mergeGrants(knex) {
  const rows = await knex('audit_log_grants').orderBy(['created_at', 'id']);
  /** @type {Map<string, string>} */
  const first = new Map();
  for (const row of rows) {
    const same = JSON.stringify([
      row.grantee,
      normalized(JSON.parse(row.limits)),
      row.expires_at,
    ]);
    const into = first.get(same);
    if (into === undefined) {
      first.set(same, row.id);
      continue;
    }
    await knex('audit_log_grants').where('id', row.id).delete();
    await note(knex, 'grant-merged', {
      grant: { id: row.id, grantee: row.grantee },
      into,
    });
  }
}

/**
 * The same text for the same limits, whatever their order.
 *
 * @param {Record<string, unknown>} limits
 */
function normalized(limits) {
  // Where the first release stored no limits, everything was meant.
  const entries = Object.entries(limits);
  return (entries.length > 0 ? entries : [['everything', true]])
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...value].sort() : value,
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} kind
 * @param {object} about
 */
async function note(knex, kind, about) {
  await knex('audit_log_upgrade_notes').insert({
    kind,
    about: JSON.stringify(about),
  });
}
