/** The headers and the body of a request that sends a value as JSON. */
export function json(value) {
  return {
    headers: [['content-type', 'application/json']],
    body: JSON.stringify(value),
  };
}
