import { Config } from '@backstage/config';
import { ConfigValue } from '../config';
import { RedactionInForce, putInForce } from './inForce';
import { REDACTED } from './marks';
import { IN_FEWER_WAYS, PatternProblem, formOf } from './patternForm';
import { SecretNames, wordsOf } from './secretNames';

const LONGEST_NAME = 128;
const LONGEST_PATTERN = 512;
const MOST_PATTERNS = 50;

/** Below what is possible: a portal may have many, tried on every text. */
const MOST_STEPS = 1_024;

/** Shorter ones are parts of words. */
const SHORTEST_MATCH = 4;

/** What events are full of. A pattern that takes it out leaves no log. */
const ORDINARY_TEXTS = [
  REDACTED,
  'user:default/grace component:default/billing-service-production',
  'https://portal.example.com/catalog/default/api/petstore?kind=api&page=2',
  '/api/catalog/entities/by-name/component/default/website',
  'Entity with the name orders was not found: Request failed with 404 Not Found',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Firefox/140.0',
  '2026-11-30T10:30:00.000Z 203.0.113.7 2001:db8::1',
  'GET POST PUT PATCH DELETE true false null created updated deleted',
];

/** Reads `auditLog.redaction`. */
function readRedaction(config: Config): RedactionInForce {
  const redaction = ConfigValue.at(config, 'auditLog').at('redaction');
  const names = redaction.at('names').list().map(readName);
  const patterns = redaction.at('patterns');
  if (patterns.list().length > MOST_PATTERNS) {
    throw patterns.problem(`a list of at most ${MOST_PATTERNS} patterns`);
  }
  return {
    names: new SecretNames(names),
    patterns: patterns.list().map(readPattern),
  };
}

/**
 * Throws where `auditLog.redaction` can't be understood, or would take out what
 * isn't a secret.
 *
 * @public
 */
export function checkRedactionConfig(config: Config): void {
  readRedaction(config);
}

/** From now on, secrets are taken out of this process as configured. */
export function redactAsConfigured(config: Config): void {
  putInForce(readRedaction(config));
}

function readName(value: ConfigValue): string {
  const expected = `the name of a field, with a letter or a digit and at most ${LONGEST_NAME} characters`;
  const name = value.required(value.text(), expected);
  if (name.length > LONGEST_NAME || wordsOf(name).length === 0) {
    throw value.problem(expected);
  }
  return name;
}

function readPattern(value: ConfigValue): RegExp {
  const text = value.required(value.text(), 'a regular expression');
  if (text.length > LONGEST_PATTERN) {
    throw value.problem(
      `a regular expression of at most ${LONGEST_PATTERN} characters`,
    );
  }
  if (shortestOf(text, value) < SHORTEST_MATCH) {
    throw value.problem(
      `a pattern whose shortest match has at least ${SHORTEST_MATCH} characters`,
    );
  }
  const pattern = new RegExp(text, 'gi');
  const ordinary = ORDINARY_TEXTS.flatMap(
    ordinaryText => ordinaryText.match(pattern) ?? [],
  );
  if (ordinary.length > 0) {
    throw value.problem(
      `a pattern that only secrets match, and not '${ordinary[0]}'`,
    );
  }
  return pattern;
}

function shortestOf(text: string, value: ConfigValue): number {
  try {
    const { shortest, steps } = formOf(text);
    if (steps > MOST_STEPS) {
      throw new PatternProblem(IN_FEWER_WAYS);
    }
    return shortest;
  } catch (error) {
    if (error instanceof PatternProblem) {
      throw value.problem(error.message);
    }
    throw error;
  }
}
