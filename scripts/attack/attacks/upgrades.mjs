/** Requests to become a web socket, where there is one and where there isn't. */
export const attack = {
  name: 'upgrades',
  share: 3,
  make(random) {
    // Signals reads a token there: who sends it is that person.
    const withToken = random.chance(0.3);
    return {
      caller: withToken ? 'alan' : random.pick(['anonymous', 'alan']),
      path: random.pick([
        '/api/signals',
        '/api/none',
        '/',
        '/api/catalog/entities',
      ]),
      headers: [
        ['connection', random.pick(['Upgrade', 'upgrade, keep-alive'])],
        ['upgrade', random.pick(['websocket', 'h2c', 'TLS/1.0', 'x'])],
        ['sec-websocket-version', random.pick(['13', '8', 'x'])],
        ['sec-websocket-key', random.bytes(16).toString('base64')],
        ...(withToken ? [['sec-websocket-protocol', '{{alan}}']] : []),
      ],
      ending: 'upgrade',
    };
  },
};
