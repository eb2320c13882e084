import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Ask this machine's port 80 for the domain, as a browser does that knows where `*.localhost` is. */
export async function untilLive(domain, text, timeoutMs = 20_000) {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask(new URL(domain).hostname);
    if (answer.includes(text)) return domain;
    if (Date.now() > end)
      throw new Error(`${domain} does not show the example. It answers: ${answer.slice(0, 300)}`);
    await sleep(250);
  }
}

function ask(hostname) {
  return new Promise((resolve) => {
    const outgoing = request(
      { host: '127.0.0.1', port: 80, headers: { host: hostname }, timeout: 3000 },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 3 s')));
    outgoing.on('error', (error) => resolve(error.message));
    outgoing.end();
  });
}
