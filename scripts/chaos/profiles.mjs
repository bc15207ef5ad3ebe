/**
 * What a run consists of.
 *
 * `program` is what each backend runs; `replicas` share one PostgreSQL, `spare`
 * comes and goes, `split` delivers over HTTP. `pauseMs` is the time between two
 * faults, from and to; `shares` which faults there are, all where it is not
 * given.
 */
export const profiles = {
  mixed: {
    program: 'backend/main',
    isWholePlugin: true,
    replicas: ['first', 'second'],
    spare: 'third',
    split: 'split',
    pauseMs: [50, 900],
    sayEvery: 20,
  },
  kills: {
    program: 'backend/recorderOnly',
    isWholePlugin: false,
    replicas: ['first', 'second', 'third', 'fourth'],
    pauseMs: [0, 40],
    shares: {
      'SIGKILL a backend after a while of work': 92,
      'SIGKILL a backend, whatever it is doing': 4,
      'break every database connection': 2,
      'fill the disk of a journal': 1,
      'let database connections hang': 1,
    },
    sayEvery: 100,
  },
};
