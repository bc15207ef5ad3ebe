// @ts-check

const DAY_MS = 86_400_000;

const keys = [
  'plugin',
  'category',
  'severity_rank',
  'outcome',
  'actor_type',
].join(', ');

/**
 * Counts of events per day (UTC), next to those per hour: a question about
 * months reads one row where it would read up to 24.
 *
 * What:  a table, filled from the counts per hour, and triggers by which it
 *        follows them. Whoever writes counts per hour, also a backend of an
 *        older version while it is being replaced, can't forget it.
 * Cost:  one statement over the counts per hour. Measured with those of 10
 *        million events over 90 days: see docs/performance.md.
 * Undo:  drops the triggers and the table; nothing is lost.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('audit_log_event_counts_daily', table => {
    table.comment('Operations that started on a day, by what people count');
    table.bigInteger('day').notNullable();
    table.text('plugin').notNullable();
    table.text('category').notNullable();
    table.smallint('severity_rank').notNullable();
    table.text('outcome').notNullable();
    table.text('actor_type').notNullable();
    table.bigInteger('count').notNullable();
    table.primary([
      'day',
      'plugin',
      'category',
      'severity_rank',
      'outcome',
      'actor_type',
    ]);
  });
  const statements =
    knex.client.config.client === 'pg' ? postgresTriggers() : sqliteTriggers();
  for (const statement of statements) {
    await knex.raw(statement);
  }
  await knex.raw(
    `insert into audit_log_event_counts_daily (day, ${keys}, count)
     select ${dayOf('hour')}, ${keys}, sum(count)
     from audit_log_event_counts group by ${dayOf('hour')}, ${keys}`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('drop function audit_log_count_days() cascade');
  } else {
    for (const event of ['insert', 'update', 'delete']) {
      await knex.raw(`drop trigger audit_log_count_days_${event}`);
    }
  }
  await knex.schema.dropTable('audit_log_event_counts_daily');
};

/**
 * The beginning of the day of an hour, also before 1970.
 *
 * @param {string} hour
 */
function dayOf(hour) {
  return `${hour} - ((${hour} % ${DAY_MS}) + ${DAY_MS}) % ${DAY_MS}`;
}

/**
 * Once for each statement, in one order, so that two writers never wait for
 * each other.
 */
function postgresTriggers() {
  const add = (/** @type {string} */ changes) => `
    insert into audit_log_event_counts_daily as d (day, ${keys}, count)
    select ${dayOf('hour')}, ${keys}, sum(change)
    from (${changes}) as changes
    group by ${dayOf('hour')}, ${keys} having sum(change) <> 0
    order by ${dayOf('hour')}, ${keys}
    on conflict (day, ${keys}) do update set count = d.count + excluded.count;`;
  const added = `select hour, ${keys}, count as change from added`;
  const removed = `select hour, ${keys}, -count as change from removed`;
  return [
    `create function audit_log_count_days() returns trigger
     language plpgsql as $$
     begin
       if tg_op = 'INSERT' then
         ${add(added)}
       elsif tg_op = 'UPDATE' then
         ${add(`${added} union all ${removed}`)}
       else
         ${add(removed)}
         delete from audit_log_event_counts_daily
         where count <= 0 and day in (select ${dayOf('hour')} from removed);
       end if;
       return null;
     end $$`,
    `create trigger audit_log_count_days_insert
     after insert on audit_log_event_counts referencing new table as added
     for each statement execute function audit_log_count_days()`,
    `create trigger audit_log_count_days_update
     after update on audit_log_event_counts
     referencing old table as removed new table as added
     for each statement execute function audit_log_count_days()`,
    `create trigger audit_log_count_days_delete
     after delete on audit_log_event_counts referencing old table as removed
     for each statement execute function audit_log_count_days()`,
  ];
}

function sqliteTriggers() {
  const trigger = (
    /** @type {string} */ event,
    /** @type {string} */ row,
    /** @type {string} */ change,
    end = '',
  ) => `
    create trigger audit_log_count_days_${event}
    after ${event} on audit_log_event_counts begin
      insert into audit_log_event_counts_daily (day, ${keys}, count)
      values (${dayOf(`${row}.hour`)}, ${row}.${keys
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
      `delete from audit_log_event_counts_daily
       where day = ${dayOf('old.hour')} and count <= 0;`,
    ),
  ];
}
