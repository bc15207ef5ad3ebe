import { PortalSession } from './PortalSession';
import { Scene } from './scenes';

/** An AI assistant that uses the portal's tools on behalf of a person. */
export const askAssistant: Scene = {
  title: 'lets an AI assistant look up a component',
  async play(session) {
    await callMcp(session, 'initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'demo-assistant', version: '1.0.0' },
    });
    const tools = await callMcp(session, 'tools/list', {});
    const name = catalogTool(tools);
    if (name) {
      await callMcp(session, 'tools/call', {
        name,
        arguments: { kind: 'component', name: 'order-service' },
      });
    }
  },
};

let lastId = 0;

async function callMcp(
  session: PortalSession,
  method: string,
  params: Record<string, unknown>,
): Promise<unknown> {
  lastId += 1;
  const { body } = await session.call('POST', '/api/mcp-actions/v1', {
    body: { jsonrpc: '2.0', id: lastId, method, params },
  });
  return body;
}

/** The answer is JSON or one server-sent event: the name is in either. */
function catalogTool(answer: unknown): string | undefined {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return text.match(/"name":"([\w.-]*get-catalog-entity)"/)?.[1];
}
