/**
 * Virtual time: what is to happen happens in the order of its time, and then in
 * the order in which it was asked for. Between two happenings every promise
 * that can go on does, so nothing depends on the machine.
 */
export class Scheduler {
  /** Milliseconds since the simulation began. */
  now = 0;
  #heap = [];
  #count = 0;

  /**
   * @param owner - where its `isDead` is true by then, nothing happens
   * @returns cancels it
   */
  after(ms, run, owner) {
    if (!Number.isFinite(ms)) {
      throw new Error(`Nothing happens after ${ms} ms: expected a number`);
    }
    const item = {
      at: this.now + Math.max(0, ms),
      order: this.#count++,
      run,
      owner,
      isCancelled: false,
    };
    this.#push(item);
    return () => {
      item.isCancelled = true;
    };
  }

  /** Lets virtual time pass. */
  async run(ms) {
    const until = this.now + ms;
    await settled();
    while (this.#heap.length > 0 && this.#heap[0].at <= until) {
      const { at, run, owner, isCancelled } = this.#pop();
      if (isCancelled || owner?.isDead) {
        continue;
      }
      this.now = at;
      run();
      await settled();
    }
    this.now = until;
  }

  #push(item) {
    const heap = this.#heap;
    let i = heap.length;
    heap.push(item);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(item, heap[parent])) {
        break;
      }
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = item;
  }

  #pop() {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (heap.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) {
          break;
        }
        if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
          child += 1;
        }
        if (!isBefore(heap[child], last)) {
          break;
        }
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = last;
    }
    return first;
  }
}

function isBefore(a, b) {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Node takes up its own events only when no promise can go on any more. */
function settled() {
  return new Promise(resolve => {
    setImmediate(resolve);
  });
}
