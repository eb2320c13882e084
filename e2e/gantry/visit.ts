import { request } from 'node:http';

const LIMIT_MS = 10_000;

/** What a proxy answered. */
export interface Answer {
  /** 0: there was no answer, and the body says why. */
  status: number;
  /** One character per byte. */
  body: string;
}

/**
 * What the proxy of a machine answers for a domain, over a connection of its own. Asked from here: each program that is
 * started inside a machine costs more than the request.
 */
export function visit({ ip }: { ip: string }, domain: string, path = '/'): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = ({ message }: Error) => resolve({ status: 0, body: message });
    const asked = request(
      { host: ip, port: 80, path, headers: { Host: domain }, agent: false, timeout: LIMIT_MS },
      (response) => {
        let body = '';
        response.setEncoding('latin1').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('error', fail);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
    asked.on('error', fail);
    asked.end();
  });
}
