import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { explainBadPath, parseDestination } from '../storage';

/**
 * Every placeholder of a destination, with what it stands for. Dates and times
 * are those at which the run was due, in the schedule's time zone.
 *
 * @public
 */
export const destinationPlaceholders = {
  date: 'day, as 2026-11-22',
  year: 'year, as 2026',
  month: 'month, as 11',
  day: 'day of the month, as 22',
  hour: 'hour, as 09',
  minute: 'minute, as 30',
  from: 'first sequence of the range, twelve digits',
  to: 'last sequence of the range, twelve digits',
  run: 'number of the run, six digits',
} as const;

type Placeholder = keyof typeof destinationPlaceholders;

/**
 * What the name of an object depends on, besides the schedule itself.
 *
 * @remarks
 * Sequences are decimal strings. `dueAt` and `frozenAt` are ISO 8601 in UTC:
 * when the run was due, and when its range was frozen.
 *
 * @public
 */
export interface ObjectNameFacts {
  run: number;
  fromSequence: string;
  toSequence: string;
  dueAt: string;
  frozenAt: string;
}

/** @public */
export interface DestinationTemplate {
  /** Destination URI of a file, with placeholders in folder and file name. */
  destination: string;
  /** Put the instant of the run before the file name. */
  datePrefix: boolean;
  timeZone: string;
}

const longestKey = 900;

function pad(value: string | number, length: number): string {
  return String(value).padStart(length, '0');
}

function substitute(
  path: string,
  valueOf: (placeholder: Placeholder) => string,
): string {
  return path.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    if (!Object.hasOwn(destinationPlaceholders, name)) {
      throw new InputError(
        `Destination has the unknown placeholder '{${name}}'; expected one of ${Object.keys(
          destinationPlaceholders,
        )
          .map(each => `{${each}}`)
          .join(', ')}`,
      );
    }
    return valueOf(name as Placeholder);
  });
}

function splitFile(path: string): [string, string] {
  const slash = path.lastIndexOf('/') + 1;
  return [path.slice(0, slash), path.slice(slash)];
}

/** Container part and path of a template, without reading placeholders. */
function splitTemplate(destination: string): [string, string] {
  const match =
    /^(azure:\/\/[^/]*\/[^/]*\/|(?!azure:)[a-z0-9]+:\/\/[^/]*\/)([^/].*)$/s.exec(
      destination,
    );
  if (!match) {
    throw new InputError(
      `Destination '${destination}' must name a file, as in s3://bucket/folder/file.csv`,
    );
  }
  return [match[1], match[2]];
}

/**
 * The destination URI of the object that a run writes: a pure function of the
 * schedule and of the run's frozen range. Throws an `InputError` where the
 * template is not sound.
 *
 * @public
 */
export function renderDestination(
  template: DestinationTemplate,
  facts: ObjectNameFacts,
): string {
  const [container, path] = splitTemplate(template.destination);
  const due = DateTime.fromISO(facts.dueAt, { zone: template.timeZone });
  const values: Record<Placeholder, string> = {
    date: due.toFormat('yyyy-MM-dd'),
    year: due.toFormat('yyyy'),
    month: due.toFormat('MM'),
    day: due.toFormat('dd'),
    hour: due.toFormat('HH'),
    minute: due.toFormat('mm'),
    from: pad(facts.fromSequence, 12),
    to: pad(facts.toSequence, 12),
    run: pad(facts.run, 6),
  };
  const [folder, file] = splitFile(substitute(path, name => values[name]));
  const prefix = template.datePrefix
    ? `${DateTime.fromISO(facts.frozenAt, { zone: 'UTC' }).toFormat(
        "yyyyMMdd'T'HHmmssSSS'Z'",
      )}-`
    : '';
  return `${container}${folder}${prefix}${file}`;
}

/**
 * The destination URI of the manifest beside an object. Its name begins with
 * an underscore, so that readers of Hive partitions leave it out.
 *
 * @public
 */
export function manifestDestination(objectDestination: string): string {
  const [folder, file] = splitFile(objectDestination);
  return `${folder}_${file}.manifest.json`;
}

/**
 * Says what is wrong with a destination, as a list of sentences; empty where
 * it is sound.
 *
 * @param extension - what the file name has to end with, for instance `.csv.gz`
 *
 * @public
 */
export function checkDestination(
  template: DestinationTemplate,
  extension: string,
): string[] {
  try {
    const [, path] = splitTemplate(template.destination);
    const placeholders = new Set<string>();
    const [, file] = splitFile(
      substitute(path, name => {
        placeholders.add(name);
        return '0';
      }),
    );
    const rendered = renderDestination(template, {
      run: 1,
      fromSequence: '1',
      toSequence: '1',
      dueAt: '2026-01-01T00:00:00.000Z',
      frozenAt: '2026-01-01T00:00:00.000Z',
    });
    const { prefix } = parseDestination(rendered);
    const problems: string[] = [];
    const problem = explainBadPath(path.replace(/\{\w+\}/g, '0'));
    if (problem) {
      problems.push(`Path of destination ${problem}`);
    }
    if (prefix.length > longestKey) {
      problems.push(
        `Destination must name an object of at most ${longestKey} characters`,
      );
    }
    if (!file.endsWith(extension) || file === extension) {
      problems.push(
        `File name of destination must end with '${extension}', the extension of the chosen format`,
      );
    }
    if (file.startsWith('_') || file.startsWith('.')) {
      problems.push(
        'File name of destination may not begin with an underscore or a dot: readers of data folders leave such files out',
      );
    }
    if (
      !template.datePrefix &&
      !['to', 'run'].some(name => placeholders.has(name))
    ) {
      problems.push(
        'Destination must give each run an object of its own: add {to} or {run}, or the date and time prefix',
      );
    }
    return problems;
  } catch (error) {
    return [(error as Error).message];
  }
}

/** What a placeholder or the prefix can turn into, coarsely: any text without a slash. */
function namePattern(template: DestinationTemplate): string[] {
  const [container, path] = splitTemplate(template.destination);
  const [folder, file] = splitFile(path);
  const text = `${folder}${template.datePrefix ? '{run}-' : ''}${file}`;
  return [
    ...container.replace(/^gs:/, 'gcs:'),
    ...text
      .split(/(\{\w+\})/)
      .flatMap(part => (/^\{/.test(part) ? ['*'] : [...part])),
  ];
}

/**
 * Whether two schedules could ever write the same object. Errs on the safe
 * side: it may say yes for names that dates keep apart.
 *
 * @public
 */
export function destinationsMayCollide(
  a: DestinationTemplate,
  b: DestinationTemplate,
): boolean {
  const left = namePattern(a);
  const right = namePattern(b);
  // reachable[j]: left up to i and right up to j can stand for the same text.
  let reachable = [true, ...right.map((_, j) => starsOnly(right, j + 1))];
  for (let i = 1; i <= left.length; i++) {
    const token = left[i - 1];
    const next = [token === '*' && reachable[0]];
    for (let j = 1; j <= right.length; j++) {
      const other = right[j - 1];
      const either = token === '*' || other === '*';
      const slash = token === '/' || other === '/';
      next[j] =
        (token === '*' && (reachable[j] || (next[j - 1] && other !== '/'))) ||
        (other === '*' && (next[j - 1] || (reachable[j] && token !== '/'))) ||
        (reachable[j - 1] && (token === other || (either && !slash)));
    }
    reachable = next;
  }
  return reachable[right.length];
}

function starsOnly(tokens: string[], length: number): boolean {
  return tokens.slice(0, length).every(token => token === '*');
}
