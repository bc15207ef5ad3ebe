import { AccessPolicy } from '../access';
import { HandlerContext, Handlers } from '../rooms';
import { ViewReader } from './types';
import { ViewService } from './ViewService';

type ViewRoute =
  | 'listViews'
  | 'createView'
  | 'getView'
  | 'updateView'
  | 'deleteView';

/** Saved views. */
export function viewHandlers(options: {
  views: ViewService;
  access: AccessPolicy;
}): Handlers<ViewRoute> {
  const { views, access } = options;

  const readerOf = async (
    context: Pick<HandlerContext<ViewRoute>, 'caller' | 'credentials'>,
  ): Promise<ViewReader> => ({
    ref: context.caller.ref,
    managesViews: (await access.decide('view.manage', context.credentials))
      .allowed,
  });

  return {
    listViews: async context => ({
      items: await views.list(await readerOf(context)),
    }),

    getView: async context =>
      views.get(context.params.id, await readerOf(context)),

    createView: async ({ body, caller, note }) => {
      const after = await views.create({ view: body, owner: caller.ref });
      note({ after });
      return after;
    },

    updateView: async context => {
      const reader = await readerOf(context);
      const managesExports =
        context.body.schedules === 'update' &&
        (await access.decide('export.manage', context.credentials)).allowed;
      const { before, after, schedules } = await views.update({
        id: context.params.id,
        change: context.body,
        version: context.version,
        reader: { ...reader, managesExports },
      });
      context.note({
        ...{ before, after },
        ...(schedules.length > 0 && { schedules }),
      });
      return { ...after, schedules };
    },

    deleteView: async context => {
      const before = await views.delete(
        context.params.id,
        await readerOf(context),
      );
      context.note({ before });
      return before;
    },
  };
}
