/**
 * Preloaded with `node --require`: the clock of this process, and of those it
 * starts, is AUDIT_LOG_TEST_CLOCK_SHIFT milliseconds ahead. Jest gives each
 * test file a context, and so a `Date`, of its own: those are shifted as well.
 *
 * Files and databases have clocks of their own, which stay as they are.
 */
const vm = require('node:vm');
const { syncBuiltinESMExports } = require('node:module');

const shift = Number(process.env.AUDIT_LOG_TEST_CLOCK_SHIFT);
if (!Number.isFinite(shift)) {
  throw new Error(
    `AUDIT_LOG_TEST_CLOCK_SHIFT is ${process.env.AUDIT_LOG_TEST_CLOCK_SHIFT}, expected milliseconds`,
  );
}

/** Runs in the context whose clock it shifts, so that all it makes is of it. */
function shiftClock(ms) {
  const Real = Date;
  const { now } = Real;
  function shiftedNow() {
    return now() + ms;
  }
  const Shifted = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length > 0 ? args : [shiftedNow()],
        newTarget,
      ),
    apply: target => new target(shiftedNow()).toString(),
  });
  Real.now = shiftedNow;
  Real.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}

shiftClock(shift);

const { createContext } = vm;
vm.createContext = function createShiftedContext(...args) {
  const context = createContext.apply(this, args);
  vm.runInContext(`(${shiftClock})`, context)(shift);
  return context;
};
syncBuiltinESMExports();
