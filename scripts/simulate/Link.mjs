/** The way from a process to a server, and back. */
export class Link {
  /** `well`, `slow`, `refused` or `hanging` */
  state = 'well';
  /** Share of requests of which the request or the answer gets lost. */
  lost = 0;
  /** Share of requests that arrive twice. */
  doubled = 0;
  #scheduler;
  #random;
  #hanging = new Set();

  constructor({ scheduler, random }) {
    this.#scheduler = scheduler;
    this.#random = random;
  }

  heal() {
    this.state = 'well';
    this.lost = 0;
    this.doubled = 0;
    const hanging = [...this.#hanging];
    this.#hanging.clear();
    hanging.forEach(end => end());
  }

  /** @param work - what the server does; it may be in vain */
  send(process, work) {
    process.effect();
    const random = this.#random;
    return new Promise((resolve, reject) => {
      const answer = (ms, settle, value) =>
        this.#scheduler.after(ms, () => settle(value), process);
      if (this.state === 'refused') {
        answer(random.between(0.5, 5), reject, brokenBy('ECONNREFUSED'));
        return;
      }
      const there = this.#latency();
      const back = this.#latency();
      const isHanging = this.state === 'hanging';
      const isLost = isHanging || random.chance(this.lost);
      const arrives = !isLost || random.chance(0.5);
      const arrive = () => {
        if (!arrives) {
          return;
        }
        let done;
        try {
          done = Promise.resolve(work());
        } catch (error) {
          done = Promise.reject(error);
        }
        done.then(
          value => isLost || answer(back, resolve, value),
          error => isLost || answer(back, reject, error),
        );
      };
      // What is on its way goes on without who sent it.
      if (isHanging && random.chance(0.5)) {
        this.#hanging.add(arrive);
      } else {
        this.#scheduler.after(there, arrive);
      }
      if (isHanging) {
        this.#hanging.add(() => answer(1, reject, brokenBy('ECONNRESET')));
      } else if (isLost) {
        answer(there + back, reject, brokenBy('ECONNRESET'));
      }
      if (random.chance(this.doubled)) {
        this.#scheduler.after(there + this.#latency(), () => {
          Promise.resolve()
            .then(work)
            .catch(() => {});
        });
      }
    });
  }

  #latency() {
    return this.state === 'slow'
      ? this.#random.between(100, 3_000)
      : this.#random.between(0.2, 3);
  }
}

export function brokenBy(code) {
  return Object.assign(new Error(`The connection is broken: ${code}`), {
    code,
  });
}
