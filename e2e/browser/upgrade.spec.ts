import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from './fixture';

/** Java's HttpClient offers HTTP/2 like this with every first request. */
const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA';
const webSocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==';

for (const offer of [h2c, webSocket]) {
  for (const path of ['/api/v1/health', '/sign-in']) {
    test(`${path} is answered as it is when a client offers ${/Upgrade: (\w+)/.exec(offer)?.[1]}`, async ({
      gantry,
      request,
    }) => {
      await request.get('/sign-in'); // Next is there now, and would listen for upgrades
      const socket = connect(Number(new URL(gantry.url).port), '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${offer}\r\n\r\n`);
      const [head] = await once(socket, 'data', { signal: AbortSignal.timeout(10_000) });
      socket.destroy();
      expect(String(head)).toMatch(/^HTTP\/1\.1 200 /);
    });
  }
}
