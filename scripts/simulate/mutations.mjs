const node = path => `plugins/audit-log-node/src/${path}`;
const backend = path => `plugins/audit-log-backend/src/${path}`;

/**
 * Faults that the product once had, put back into its source: the simulation
 * must find each of them. Where the source changed, so that one can't be put
 * back any more, that is an error.
 */
export const mutations = {
  'a dropped end is not in the journal': [
    {
      path: node('recorder/OpenOperations.ts'),
      from: `    if (await taken) {
      operation.mark?.end();`,
      to: `    if (await taken) {
      operation.mark?.release();`,
    },
  ],
  'rules are applied before those of the portal are known': [
    {
      path: node('recorder/Decider.ts'),
      from: `    if (!this.#knowledge) {
      // Of a strict`,
      to: `    if (!this.#knowledge && taken.id === '') {
      // Of a strict`,
    },
  ],
  'what is refused is tried again, and others wait': [
    {
      path: node('recorder/AppendLoop.ts'),
      from: 'if (this.#takeOut(batch, error)) {',
      to: 'if (batch.length === 0 && this.#takeOut(batch, error)) {',
    },
  ],
  'what is in quarantine is deleted before it is durable elsewhere': [
    {
      path: node('recorder/Quarantine.ts'),
      from: `    if (event && (await take(event, entry.period))) {
      await this.#forget(entry);
    }`,
      to: `    await this.#forget(entry);
    if (event) {
      await take(event);
    }`,
    },
  ],
  'a backend delivers what it recorded while it was off': [
    {
      path: node('delivery/PortalFollower.ts'),
      from: '  heard(knowledge: RecordingKnowledge): void {',
      to: `  heard(told: RecordingKnowledge): void {
    const knowledge: RecordingKnowledge = { ...told, recording: 'on' };`,
    },
    {
      path: backend('ingest/createIngest.ts'),
      from: 'return isRecorded ? [timed] : [];',
      to: "return isRecorded || timed.id !== '' ? [timed] : [];",
    },
  ],
  'what was recorded before it was off is thrown away': [
    {
      path: node('recorder/Decider.ts'),
      from: '      return this.takesDecided;',
      to: '      return this.stores(entry.event);',
    },
  ],
};
