import { screen } from '@testing-library/react';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { renderPage } from '../__testUtils__/renderPage';
import { anEvent } from '../fixtures';
import { useWords } from '../words';
import { EventSentence } from './sentence';

const ada = { type: 'user' as const, ref: 'user:default/ada' };
const claude = {
  clientId: 'https://claude.ai/client.json',
  clientName: 'Claude Code',
};
const tool = {
  plugin: 'mcp-actions',
  eventId: 'tool-execution',
  action: 'execute',
  target: { type: 'tool', ref: 'catalog.get-catalog-entity' },
};

function Told({ event }: { event: AuditEvent }) {
  return (
    <p data-testid="told">
      <EventSentence event={event} t={useWords()} />
    </p>
  );
}

describe('EventSentence', () => {
  it.each<[string, Partial<AuditEvent>]>([
    [
      'ada (through Claude Code) called tool catalog.get-catalog-entity',
      { ...tool, actor: { ...ada, ...claude, mode: 'agent' } },
    ],
    [
      'ada (through an AI assistant) could not call tool catalog.get-catalog-entity',
      { ...tool, outcome: 'failed', actor: { ...ada, mode: 'agent' } },
    ],
    [
      'ada (through house-cli) called tool catalog.get-catalog-entity',
      { ...tool, actor: { ...ada, clientId: 'house-cli' } },
    ],
    [
      'ada signed in through client Claude Code',
      {
        plugin: 'auth',
        eventId: 'client-token',
        action: 'client-token',
        actor: { ...ada, ...claude },
        target: {
          type: 'client',
          ref: claude.clientId,
          name: claude.clientName,
        },
      },
    ],
    ['ada called tool catalog.get-catalog-entity', { ...tool, actor: ada }],
  ])('tells: %s', async (sentence, event) => {
    renderPage(<Told event={anEvent(event)} />, {
      path: '/audit-log',
      apis: [],
    });
    expect(await screen.findByTestId('told')).toHaveTextContent(sentence);
  });
});
