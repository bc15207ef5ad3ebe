/**
 * Sessions as they are, but never cleaned up: what cleans them up can't be
 * stopped, and would fail in the test files that run later in this process.
 */
const connect = jest.requireActual('connect-session-knex');

module.exports = session => {
  const Store = connect(session);
  return function StoreWithoutCleanup(options) {
    return new Store({ ...options, disableDbCleanup: true });
  };
};
