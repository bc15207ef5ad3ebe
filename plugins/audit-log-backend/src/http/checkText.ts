import { InputError } from '@backstage/errors';

const MAX_DEPTH = 64;

/**
 * Rejects what no database column and no schema should have to deal with: NUL
 * characters, text that isn't well-formed Unicode, and deep nesting. Walks
 * without recursion, so that no input can exhaust the stack.
 *
 * @throws InputError naming the place.
 */
export function checkText(place: string, root: unknown): void {
  const pending = [{ place, value: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { place: at, value, depth } = next;
    if (typeof value === 'string') {
      checkString(at, value);
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_DEPTH) {
        throw new InputError(
          `${place} is nested deeper than ${MAX_DEPTH} levels: expected fewer`,
        );
      }
      for (const [key, child] of Object.entries(value)) {
        checkString(`a field name of ${at}`, key);
        pending.push({
          place: depth === 0 ? `${place}, field '${key}'` : at,
          value: child,
          depth: depth + 1,
        });
      }
    }
  }
}

function checkString(place: string, text: string): void {
  if (text.includes('\u0000')) {
    throw new InputError(
      `${place} holds a NUL character: expected text without it`,
    );
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new InputError(
      `${place} holds half of a surrogate pair: expected well-formed Unicode`,
    );
  }
}
