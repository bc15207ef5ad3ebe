/** What of a proof doesn't fit. */
export type ProofProblem =
  | 'newerLeaf'
  | 'otherFact'
  | 'missingValue'
  | 'otherValue'
  | 'otherRoot'
  | 'wrongSignature'
  | 'unknownKey';

/** That an event is not what the log holds, and how one can tell. */
export class ProofError extends Error {
  readonly problem: ProofProblem;
  /** The fact or group that it is about; empty where it is about none. */
  readonly part: string;
  /** What the log holds of it, where it says so. */
  readonly held: string;

  constructor(problem: ProofProblem, part = '', held = '') {
    super([problem, part, held].filter(Boolean).join(' '));
    this.name = 'ProofError';
    this.problem = problem;
    this.part = part;
    this.held = held;
  }
}
