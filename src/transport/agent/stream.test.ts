import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agentOf, bindRequest, signRequest } from './agent.testing';
import { sshString } from './ssh-wire';
import type { AgentStream } from './stream';

const MEGABYTE = 1024 * 1024;

function open(): AgentStream {
  let opened: AgentStream | undefined;
  agentOf().getStream((_error, stream) => {
    opened = stream as AgentStream; // what this agent returns
  });
  if (!opened) throw new Error('The agent opened no stream.');
  return opened;
}

/** Return the agent's answers to these bytes, up to the end of the stream. */
async function answersTo(chunks: readonly Buffer[]): Promise<Buffer> {
  const stream = open();
  const answers: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => answers.push(chunk));
  const ended = new Promise((resolve) => stream.once('end', resolve));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await ended;
  return Buffer.concat(answers);
}

/** Cut the bytes at the given places. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) => bytes.subarray(places[index - 1] ?? 0, end));
}

const failure = sshString(Buffer.from([5]));

describe('the stream of the forwarded agent', () => {
  it.each([
    ['a sign request with nothing behind it', Buffer.from([0, 0, 0, 1, 13])],
    ['an empty request', Buffer.alloc(4)],
    ['a request of 4 GB', Buffer.from([0xff, 0xff, 0xff, 0xff, 13])],
    ['a string that is longer than its request', sshString(Buffer.from([13, 0xff, 0xff, 0xff, 0xff]))],
    ['an extension without a name', sshString(Buffer.from([27]))],
  ])('answers %s with a failure', async (_name, bytes) => {
    expect(await answersTo([bytes])).toEqual(failure);
  });

  it('answers the same however the bytes arrive', async () => {
    const requests = [Buffer.from([27]), bindRequest(), Buffer.from([11]), signRequest(), Buffer.from([99])];
    const bytes = Buffer.concat(requests.map((request) => sshString(request)));
    const expected = await answersTo([bytes]);
    expect(expected.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        expect(await answersTo(pieces(bytes, cuts))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('survives any bytes, and answers each whole request once', async () => {
    const request = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc
        .tuple(fc.constantFrom(11, 13, 27), fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 6 }))
        .map(([type, strings]) =>
          Buffer.concat([Buffer.from([type]), ...strings.map((each) => sshString(Buffer.from(each)))]),
        ),
      // A valid request with one byte changed, or cut short.
      fc
        .tuple(fc.constantFrom(signRequest(), bindRequest()), fc.nat(), fc.integer({ min: 0, max: 255 }))
        .map(([good, at, byte]) => {
          const changed = Buffer.from(good);
          changed[at % good.length] = byte;
          return changed;
        }),
      fc
        .tuple(fc.constantFrom(signRequest(), bindRequest()), fc.nat())
        .map(([good, length]) => good.subarray(0, length % good.length)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { minLength: 1, maxLength: 8 }),
        fc.uint8Array({ maxLength: 12 }),
        async (requests, garbage) => {
          const whole = requests.map((each) => sshString(each));
          const answers = await answersTo([...whole, Buffer.from(garbage)]);
          let count = 0;
          for (let at = 0; at < answers.length; at += 4 + answers.readUInt32BE(at)) count++;
          expect(count).toBeGreaterThanOrEqual(requests.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads no more while its answers are not read', async () => {
    const stream = open();
    const identities = sshString(Buffer.from([11]));
    const many = Buffer.concat(Array.from({ length: 4096 }, () => identities));
    let written = 0;
    while (stream.write(many) && written < 100 * MEGABYTE) written += many.length;
    expect(stream.readableLength).toBeLessThan(64 * 1024);
    expect(written).toBeLessThan(MEGABYTE);
    stream.destroy();
  });
});
