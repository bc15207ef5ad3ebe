import { readServerEvents } from './readServerEvents';

function streamOf(chunks: (string | Uint8Array)[]) {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(
          typeof chunk === 'string' ? encoder.encode(chunk) : chunk,
        );
      }
      controller.close();
    },
  });
}

async function readAll(chunks: (string | Uint8Array)[]) {
  const found = [];
  for await (const message of readServerEvents(streamOf(chunks))) {
    found.push(message);
  }
  return found;
}

describe('readServerEvents', () => {
  it('reads messages however they are cut', async () => {
    const text =
      'event: events\ndata: {"a":"\u00e9"}\n\n: alive\n\ndata: 2\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    const expected = [
      { event: 'events', data: '{"a":"\u00e9"}' },
      { event: 'message', data: '2' },
    ];
    for (let cut = 1; cut < bytes.length; cut++) {
      // Also in the middle of a character of two bytes.
      const parts = [bytes.slice(0, cut), bytes.slice(cut)];
      expect(await readAll(parts)).toEqual(expected);
    }
  });

  it('drops a message that was cut off', async () => {
    expect(await readAll(['data: 1\n\n', 'data: 2\n'])).toEqual([
      { event: 'message', data: '1' },
    ]);
  });

  it('joins the lines of one message', async () => {
    expect(await readAll(['data: a\ndata:b\n\n'])).toEqual([
      { event: 'message', data: 'a\nb' },
    ]);
  });

  it('lets go of the connection when nobody reads on', async () => {
    const cancel = jest.fn();
    const endless = new ReadableStream<Uint8Array>({
      pull: controller =>
        controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
      cancel,
    });
    for await (const { data } of readServerEvents(endless)) {
      expect(data).toBe('1');
      break;
    }
    expect(cancel).toHaveBeenCalledTimes(1);
  });
});
