// @ts-check

const events = 'audit_log_events';
const counts = 'audit_log_event_counts_quarter_hourly';
const keys = ['plugin', 'category', 'severity_rank', 'outcome', 'actor_type'];
const QUARTER_MS = 900_000;
const BATCH = 500;

/**
 * Shows the events again that an event of another operation said to amend:
 * only one of the same plugin, event id, actor and process hides another one.
 *
 * What:  puts right `superseded_by` where it names such an event, and the
 *        counts, which had left these rows out.
 * Cost:  looks at the rows that amend another one, through their index, and
 *        changes those that are wrong: none, where nobody forged any.
 * Undo:  nothing; which rows were wrong is not kept.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const same = sameOperation(knex);
  for (let after = 0; ; ) {
    /** @type {any[]} */
    const wrong = await knex(`${events} as b`)
      .join(`${events} as e`, join =>
        join
          .on('e.superseded_by', 'b.id')
          .andOn(on => on.on('e.id', 'b.amends').orOn('e.amends', 'b.amends')),
      )
      .whereNotNull('b.amends')
      .whereRaw(`not (${same('b', 'e')})`)
      .where('e.sequence', '>', after)
      .select('e.*')
      .orderBy('e.sequence')
      .limit(BATCH);
    for (const row of wrong) {
      await putRight(knex, row, same);
    }
    if (wrong.length < BATCH) {
      return;
    }
    after = Number(wrong[wrong.length - 1].sequence);
  }
};

exports.down = async function down() {};

/**
 * @param {import('knex').Knex} knex
 * @param {any} row
 * @param {(b: string, e: string) => string} same
 */
async function putRight(knex, row, same) {
  const amending = await knex(`${events} as b`)
    .join(`${events} as e`, 'e.sequence', knex.raw('?', [row.sequence]))
    .where(query => {
      query.where('b.amends', row.id);
      if (row.amends !== null) {
        query.orWhere(sibling =>
          sibling
            .where('b.amends', row.amends)
            .where('b.sequence', '>', row.sequence),
        );
      }
    })
    .whereNot('b.id', row.id)
    .whereRaw(same('b', 'e'))
    .orderBy('b.sequence', 'desc')
    .first('b.id');
  await knex(events)
    .where('sequence', row.sequence)
    .update({ superseded_by: amending ? amending.id : null });
  if (!amending) {
    const { plugin, category, severity_rank, outcome } = row;
    await knex(counts)
      .insert({
        quarter_hour:
          Math.floor(Number(row.started_at) / QUARTER_MS) * QUARTER_MS,
        plugin,
        category,
        severity_rank,
        outcome,
        actor_type: row.actor_type ?? '',
        count: 1,
      })
      .onConflict(['quarter_hour', ...keys])
      .merge({ count: knex.raw('??.count + 1', [counts]) });
  }
}

/**
 * What `isSameOperation` says of two events, the amending one first.
 *
 * @param {import('knex').Knex} knex
 */
function sameOperation(knex) {
  const is = knex.client.config.client === 'pg' ? 'is not distinct from' : 'is';
  return (/** @type {string} */ b, /** @type {string} */ e) =>
    [
      `${b}.plugin = ${e}.plugin`,
      `${b}.event_id = ${e}.event_id`,
      `${b}.instance = ${e}.instance`,
      `(${b}.category = 'AUDIT_LOG') = (${e}.category = 'AUDIT_LOG')`,
      `${b}.actor_type is not null`,
      `${b}.actor_type ${is} ${e}.actor_type`,
      `${b}.actor_ref ${is} ${e}.actor_ref`,
      `${b}.actor_via ${is} ${e}.actor_via`,
      `(${e}.actor_on_behalf_of is null or ${b}.actor_on_behalf_of ${is} ${e}.actor_on_behalf_of)`,
    ].join(' and ');
}
