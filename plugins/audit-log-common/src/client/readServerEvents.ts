/** One message of a stream of server-sent events. */
export interface ServerEvent {
  /** `message` where the server names none. */
  event: string;
  data: string;
}

/** Reads server-sent events until the stream ends; what is cut off is dropped. */
export async function* readServerEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      text += decoder.decode(value, { stream: true });
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      yield* blocks.flatMap(readBlock);
    }
  } finally {
    // Also where the reader of the events stops before the end.
    await reader.cancel().catch(() => {});
  }
}

function readBlock(block: string): ServerEvent[] {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') {
      event = value;
    } else if (field === 'data') {
      data.push(value);
    }
  }
  return data.length > 0 ? [{ event, data: data.join('\n') }] : [];
}
