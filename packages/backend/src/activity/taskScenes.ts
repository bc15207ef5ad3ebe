import { setTimeout as delay } from 'node:timers/promises';
import { PortalSession } from './PortalSession';
import { Scene } from './scenes';

const TASK_DEADLINE_MS = 60_000;
const POLL_MS = 500;
const FINAL_STATUSES = ['completed', 'failed', 'cancelled'];

export const createService: Scene = {
  title: 'creates a service from a template',
  async play(session) {
    const template = 'template:default/new-service';
    await session.call(
      'GET',
      '/api/scaffolder/v2/templates/default/template/new-service/parameter-schema',
    );
    const taskId = await startTask(session, template, {
      name: 'invoice-printer',
      owner: 'group:default/payments',
      description: 'Prints invoices',
    });
    await waitForEnd(session, taskId);
    await session.call('GET', `/api/scaffolder/v2/tasks/${taskId}/events`);
  },
};

export const failDrill: Scene = {
  title: 'runs a release drill that fails on purpose',
  async play(session) {
    const taskId = await startTask(session, 'template:default/release-drill', {
      version: '1.2.3',
      seconds: 0,
      fail: true,
    });
    await waitForEnd(session, taskId);
  },
};

export const cancelDrill: Scene = {
  title: 'starts a release drill and cancels it',
  async play(session) {
    const taskId = await startTask(session, 'template:default/release-drill', {
      version: '2.0.0',
      seconds: 60,
      fail: false,
    });
    await waitForStatus(session, taskId, ['processing', ...FINAL_STATUSES]);
    await session.call('POST', `/api/scaffolder/v2/tasks/${taskId}/cancel`);
    await waitForEnd(session, taskId);
  },
};

export const runWithBadInput: Scene = {
  title: 'runs a template with a name it refuses',
  async play(session) {
    await session.call('POST', '/api/scaffolder/v2/tasks', {
      body: {
        templateRef: 'template:default/new-service',
        values: { name: 'Not A Name!', owner: 'group:default/payments' },
      },
    });
    await session.call('GET', '/api/scaffolder/v2/tasks?limit=10');
  },
};

async function startTask(
  session: PortalSession,
  templateRef: string,
  values: Record<string, unknown>,
): Promise<string> {
  const { status, body } = await session.call(
    'POST',
    '/api/scaffolder/v2/tasks',
    { body: { templateRef, values } },
  );
  const { id } = body as { id?: string };
  if (!id) {
    throw new Error(`Expected a task of ${templateRef}, got status ${status}`);
  }
  return id;
}

function waitForEnd(session: PortalSession, taskId: string): Promise<void> {
  return waitForStatus(session, taskId, FINAL_STATUSES);
}

async function waitForStatus(
  session: PortalSession,
  taskId: string,
  statuses: string[],
): Promise<void> {
  const deadline = Date.now() + TASK_DEADLINE_MS;
  while (Date.now() < deadline) {
    const { body } = await session.call(
      'GET',
      `/api/scaffolder/v2/tasks/${taskId}`,
    );
    if (statuses.includes((body as { status: string }).status)) {
      return;
    }
    await delay(POLL_MS);
  }
  throw new Error(
    `Task ${taskId} was not ${statuses.join(
      ' or ',
    )} after ${TASK_DEADLINE_MS} ms`,
  );
}
