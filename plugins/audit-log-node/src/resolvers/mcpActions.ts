import { targetFrom } from './generic';
import { EventResolver } from './types';

/** What AI assistants do through the Model Context Protocol. */
export const mcpActionsResolver: EventResolver = ({ eventId, meta }) => ({
  category: 'AI',
  ...(eventId === 'tool-execution' && { action: 'execute' }),
  ...(eventId === 'tool-discovery' && { action: 'list' }),
  target: targetFrom('tool', meta.toolName),
});
