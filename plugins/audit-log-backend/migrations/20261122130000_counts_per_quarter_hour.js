// @ts-check

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;

const table = 'audit_log_event_counts_quarter_hourly';
const keys = [
  'plugin',
  'category',
  'severity_rank',
  'outcome',
  'actor_type',
].join(', ');

/**
 * Counts of events per quarter of an hour: what a day of a zone consists of
 * that is not whole hours from UTC, and what bars of 15 minutes show.
 *
 * What:  a table, filled from the events, which appends write from now on,
 *        and triggers by which the counts per hour follow it. Those per day
 *        follow the ones per hour as before.
 * Cost:  one pass over the events; appends wait. Measured with 10 million: see
 *        docs/performance.md.
 * Undo:  drops the triggers and the table; nothing is lost.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';
  if (isPostgres) {
    // No append in between, which would be counted by the hour only.
    await knex.raw(
      'lock table audit_log_event_counts in share row exclusive mode',
    );
  }
  await knex.schema.createTable(table, created => {
    created.comment(
      'Operations that started in a quarter of an hour, by what people count',
    );
    created.bigInteger('quarter_hour').notNullable();
    created.text('plugin').notNullable();
    created.text('category').notNullable();
    created.smallint('severity_rank').notNullable();
    created.text('outcome').notNullable();
    created.text('actor_type').notNullable();
    created.bigInteger('count').notNullable();
    created.primary([
      'quarter_hour',
      'plugin',
      'category',
      'severity_rank',
      'outcome',
      'actor_type',
    ]);
  });
  const quarter = beginningOf('started_at', QUARTER_MS);
  await knex.raw(
    `insert into ${table} (quarter_hour, ${keys}, count)
     select ${quarter}, plugin, category, severity_rank, outcome,
       coalesce(actor_type, ''), count(*)
     from audit_log_events where superseded_by is null
     group by 1, 2, 3, 4, 5, 6`,
  );
  for (const statement of isPostgres ? postgresTriggers() : sqliteTriggers()) {
    await knex.raw(statement);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('drop function audit_log_count_hours() cascade');
  } else {
    for (const event of ['insert', 'update', 'delete']) {
      await knex.raw(`drop trigger audit_log_count_hours_${event}`);
    }
  }
  await knex.schema.dropTable(table);
};

/**
 * The beginning of the unit that a time is in, also before 1970.
 *
 * @param {string} time
 * @param {number} unitMs
 */
function beginningOf(time, unitMs) {
  return `${time} - ((${time} % ${unitMs}) + ${unitMs}) % ${unitMs}`;
}

/**
 * Once for each statement, in one order, so that two writers never wait for
 * each other.
 */
function postgresTriggers() {
  const hour = beginningOf('quarter_hour', HOUR_MS);
  const add = (/** @type {string} */ changes) => `
    insert into audit_log_event_counts as h (hour, ${keys}, count)
    select ${hour}, ${keys}, sum(change)
    from (${changes}) as changes
    group by ${hour}, ${keys} having sum(change) <> 0
    order by ${hour}, ${keys}
    on conflict (hour, ${keys}) do update set count = h.count + excluded.count;`;
  const added = `select quarter_hour, ${keys}, count as change from added`;
  const removed = `select quarter_hour, ${keys}, -count as change from removed`;
  return [
    `create function audit_log_count_hours() returns trigger
     language plpgsql as $$
     begin
       if tg_op = 'INSERT' then
         ${add(added)}
       elsif tg_op = 'UPDATE' then
         ${add(`${added} union all ${removed}`)}
       else
         ${add(removed)}
         delete from audit_log_event_counts
         where count <= 0 and hour in (select ${hour} from removed);
       end if;
       return null;
     end $$`,
    `create trigger audit_log_count_hours_insert
     after insert on ${table} referencing new table as added
     for each statement execute function audit_log_count_hours()`,
    `create trigger audit_log_count_hours_update
     after update on ${table}
     referencing old table as removed new table as added
     for each statement execute function audit_log_count_hours()`,
    `create trigger audit_log_count_hours_delete
     after delete on ${table} referencing old table as removed
     for each statement execute function audit_log_count_hours()`,
  ];
}

function sqliteTriggers() {
  const trigger = (
    /** @type {string} */ event,
    /** @type {string} */ row,
    /** @type {string} */ change,
    end = '',
  ) => `
    create trigger audit_log_count_hours_${event}
    after ${event} on ${table} begin
      insert into audit_log_event_counts (hour, ${keys}, count)
      values (${beginningOf(`${row}.quarter_hour`, HOUR_MS)}, ${row}.${keys
    .split(', ')
    .join(`, ${row}.`)}, ${change})
      on conflict do update set count = count + excluded.count;
      ${end}
    end`;
  return [
    trigger('insert', 'new', 'new.count'),
    trigger('update', 'new', 'new.count - old.count'),
    trigger(
      'delete',
      'old',
      '-old.count',
      `delete from audit_log_event_counts
       where hour = ${beginningOf('old.quarter_hour', HOUR_MS)}
         and count <= 0;`,
    ),
  ];
}
