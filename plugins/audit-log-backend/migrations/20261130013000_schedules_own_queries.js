// @ts-check

/**
 * Gives every export schedule a query of its own.
 *
 * What:  copies the query of the view that a schedule was made of into the
 *        schedule, so that a change of the view no longer changes exports.
 * Cost:  one update for each schedule of a view.
 * Undo:  takes the copies out again; schedules then follow their views.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await changeDrafts(knex, async draft => {
    if (draft.query !== '') {
      return undefined;
    }
    const view = await knex('audit_log_views')
      .where('id', draft.viewId)
      .first('query');
    return view && { ...draft, query: view.query };
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await changeDrafts(knex, async draft => ({ ...draft, query: '' }));
};

/**
 * @param {import('knex').Knex} knex
 * @param {(draft: any) => Promise<object | undefined>} change
 */
async function changeDrafts(knex, change) {
  const table = 'audit_log_export_schedules';
  for (const { id, draft: text } of await knex(table).select('id', 'draft')) {
    const draft = JSON.parse(text);
    const changed = draft.viewId && (await change(draft));
    if (changed) {
      await knex(table)
        .where('id', id)
        .update({ draft: JSON.stringify(changed) });
    }
  }
}
