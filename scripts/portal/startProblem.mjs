/** What a backend prints of a part of it that keeps it from starting. */
const FAILURES =
  /(Plugin '[^'\n]+'|Module \S+ in Plugin '[^'\n]+') threw an error during startup(?!, but boot failure is permitted)|(Feature loader) created at [^\n]* failed;/;

/** How far behind that the reason is looked for. */
const REASON_LENGTH = 2000;

/**
 * The sentence by which a backend says that it can't start, from what it has
 * printed so far; undefined where it has said nothing of the kind.
 *
 * @remarks
 * A backend may go on without a plugin that failed, and never be ready.
 */
export function startProblem(output) {
  const text = messagesOf(output).join('\n');
  const failure = FAILURES.exec(text);
  if (!failure) {
    return undefined;
  }
  const said = text.slice(failure.index, failure.index + REASON_LENGTH);
  const configuration = /Configuration key '[^']*' is [^\n]*/.exec(said);
  if (configuration) {
    return configuration[0];
  }
  const [, reason] = /Error: ([^\n]*)/.exec(said) ?? [];
  const part = failure[1] ?? failure[2];
  return `${part} failed${reason ? `: ${reason}` : ''}`;
}

/** Lines of a log for people, and the messages of one for machines. */
function messagesOf(output) {
  return output.split('\n').map(line => {
    try {
      const { message, stack } = JSON.parse(line);
      return [message, stack].filter(Boolean).join('\n');
    } catch {
      // eslint-disable-next-line no-control-regex
      return line.replace(/\u001b\[[0-9;]*m/g, '');
    }
  });
}
