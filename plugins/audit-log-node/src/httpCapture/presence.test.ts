import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ConfigReader } from '@backstage/config';
import {
  CapturingPortal,
  startCapturingPortal,
} from '../__testUtils__/startCapturingPortal';
import { createHttpCaptureMiddleware } from '.';

jest.setTimeout(180_000);

const switchedOn = { enabled: true };

/** Routers of a portal's own, as `backend.add` gets them. */
const routers = {
  plain: () => rootHttpRouterServiceFactory({}),
  capturing: () =>
    rootHttpRouterServiceFactory({
      configure({ app, config, applyDefaults }) {
        app.use(createHttpCaptureMiddleware({ config }));
        applyDefaults();
      },
    }),
  late: () =>
    rootHttpRouterServiceFactory({
      configure({ app, config, applyDefaults }) {
        applyDefaults();
        app.use(createHttpCaptureMiddleware({ config }));
      },
    }),
  partly: () =>
    rootHttpRouterServiceFactory({
      configure({ app, config, applyDefaults }) {
        app.use('/api/shoppingCart', createHttpCaptureMiddleware({ config }));
        applyDefaults();
      },
    }),
  unused: () =>
    rootHttpRouterServiceFactory({
      configure({ config, applyDefaults }) {
        createHttpCaptureMiddleware({ config });
        applyDefaults();
      },
    }),
  otherConfig: () =>
    rootHttpRouterServiceFactory({
      configure({ app, config, applyDefaults }) {
        const copy = new ConfigReader(config.get());
        app.use(createHttpCaptureMiddleware({ config: copy }));
        applyDefaults();
      },
    }),
};

describe('whether HTTP requests are captured', () => {
  let portal: CapturingPortal;

  afterEach(() => portal.stop());

  const change = () =>
    portal.request('/api/example/change', { method: 'POST', body: '{}' });

  it('is known from the start where the router is ours', async () => {
    portal = await startCapturingPortal({ httpCapture: switchedOn });
    expect(portal.presence).toMatchObject({ state: 'on', problem: undefined });
    await change();
    expect(await portal.take(1)).toHaveLength(1);
    expect(portal.presence.state).toBe('on');
    expect(portal.warnings).toEqual([]);
  });

  it('is nothing to warn of where nobody asked for it', async () => {
    portal = await startCapturingPortal({ capturing: [] });
    await change();
    expect(portal.presence).toMatchObject({ state: 'off', problem: undefined });
    expect(portal.warnings).toEqual([]);
  });

  it('is noticed where the portal has another router', async () => {
    portal = await startCapturingPortal({
      httpCapture: switchedOn,
      capturing: [routers.plain()],
    });
    expect(portal.presence.state).toBe('absent');
    expect(portal.presence.problem).toMatch(
      /'auditLog\.httpCapture\.enabled' is true, but another root HTTP router/,
    );
    await change();
    expect(portal.presence.state).toBe('absent');
    expect(portal.events).toEqual([]);
  });

  it.each([[switchedOn], [{}]])(
    'is known from the first request where the portal uses the middleware, with %j',
    async httpCapture => {
      portal = await startCapturingPortal({
        httpCapture,
        capturing: [routers.capturing()],
      });
      expect(portal.presence.state).toBe('waiting');
      expect(portal.presence.problem).toBeUndefined();
      await change();
      await portal.request('/api/example/read', {}, 'forged');
      expect(portal.presence.state).toBe('on');
      expect(
        (await portal.take(2)).map(({ request }) => request?.status),
      ).toEqual([200, 401]);
      expect(portal.warnings).toEqual([]);
    },
  );

  it.each(['late', 'partly', 'unused', 'otherConfig'] as const)(
    'is no wish: a middleware that is %s',
    async name => {
      portal = await startCapturingPortal({
        httpCapture: switchedOn,
        capturing: [routers[name]()],
      });
      expect(portal.presence.state).not.toBe('on');
      await change();
      await change();
      expect(portal.presence.state).toBe('absent');
      expect(portal.presence.problem).toContain('createHttpCaptureMiddleware');
      const told = portal.warnings.filter(text => text.includes("'example'"));
      expect(told).toHaveLength(name === 'otherConfig' ? 0 : 1);
      // Later ones that it sees don't make up for it.
      await portal.request('/api/shoppingCart/items/1', { method: 'PUT' });
      expect(portal.presence.state).toBe('absent');
    },
  );

  it('holds while nothing is recorded', async () => {
    portal = await startCapturingPortal({ httpCapture: switchedOn });
    portal.recorder.learn({ recording: 'off' });
    await change();
    expect(portal.presence.state).toBe('on');
    expect(portal.events).toEqual([]);
  });
});
