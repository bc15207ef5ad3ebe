/** Spans of true time in which something was so. */
export class Spans {
  #spans = [];

  add(from, to) {
    this.#spans.push({ from, to });
  }

  /** Whether it was so at any moment of a span, both ends included. */
  meet(from, to) {
    return this.#spans.some(span => span.from <= to && span.to >= from);
  }
}
