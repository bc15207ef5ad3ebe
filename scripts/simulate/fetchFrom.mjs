import { brokenBy } from './Link.mjs';

/** `fetch` of a process that delivers: some replica of the portal answers. */
export async function fetchFrom(world, process, { headers, body, signal }) {
  const { link } = world.members.find(member => member.process === process);
  const aborted = new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  aborted.catch(() => {});
  const { status, text } = await Promise.race([
    link.send(process, () => serve(world, { headers, body })),
    aborted,
  ]);
  return {
    ok: status === 200,
    status,
    statusText: String(status),
    headers: { get: () => 'application/json' },
    json: async () => JSON.parse(text),
    text: async () => text,
  };
}

async function serve(world, request) {
  const { isFirstRelease } = world;
  const up = world.members.filter(
    ({ isPortal, isUp, program }) => isPortal && isUp && program,
  );
  if (up.length === 0) {
    throw brokenBy('ECONNREFUSED');
  }
  const { program, process } = world.random.pick(up);
  const { status, body } = await Promise.race([
    program.handle({ ...request, isFirstRelease }),
    process.death,
  ]);
  return { status, text: JSON.stringify(body) };
}
