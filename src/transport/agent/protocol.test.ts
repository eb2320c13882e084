import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { ed25519KeyPair } from '../ssh/key-pair.testing';
import { agentOf, bindRequest, blobOf, conversation, gitHost, lent, signRequest } from './agent.testing';
import { OneKeyAgent } from './forwarded-agent';
import { sshString } from './ssh-wire';

const FAILURE = 5;
const SUCCESS = 6;
const SIGNED = 14;
const stranger = ed25519KeyPair();

describe('the forwarded agent', () => {
  it.each([
    ['another user', { user: 'root' }],
    ['another service', { service: 'ssh-userauth' }],
    ['another method', { method: 'hostbased' }],
    ['another message', { type: 51 }],
    ['a question whether the key is accepted', { signed: 0 }],
    ['another key', { key: blobOf(stranger) }],
    ['another algorithm', { algorithm: 'rsa-sha2-512' }],
    ['something behind the sign-in', { behind: Buffer.from('x') }],
    [
      'a host-bound sign-in to another host',
      {
        method: 'publickey-hostbound-v00@openssh.com',
        behind: sshString(blobOf(stranger)),
      },
    ],
  ])('does not sign for %s', async (_name, changes) => {
    const ask = conversation(agentOf());
    expect((await ask(signRequest(changes)))[0]).toBe(FAILURE);
    expect((await ask(signRequest()))[0]).toBe(SIGNED);
  });

  it('does not sign what is no sign-in at all', async () => {
    const ask = conversation(agentOf());
    for (const data of ['', 'SSHSIG', 'x'.repeat(1000)]) {
      const { blob } = { blob: signRequest().subarray(5, 5 + signRequest().readUInt32BE(1)) };
      const request = Buffer.concat([Buffer.from([13]), sshString(blob), sshString(data), Buffer.alloc(4)]);
      expect(await ask(request)).toEqual(Buffer.from([FAILURE]));
    }
  });

  it('signs a few times for a command, whichever programs ask', async () => {
    const agent = agentOf({ mostSignatures: 2 });
    const [one, two] = [conversation(agent), conversation(agent)];
    expect((await one(signRequest()))[0]).toBe(SIGNED);
    expect((await two(signRequest()))[0]).toBe(SIGNED);
    expect((await one(signRequest()))[0]).toBe(FAILURE);
    expect((await two(signRequest()))[0]).toBe(FAILURE);
  });

  it('signs in a bound session for that session only', async () => {
    const ask = conversation(agentOf({ mustBind: true }));
    expect((await ask(bindRequest()))[0]).toBe(SUCCESS);
    expect((await ask(signRequest({ sessionId: Buffer.alloc(32, 8) })))[0]).toBe(FAILURE);
    expect((await ask(signRequest()))[0]).toBe(SIGNED);
    const hostBound = { method: 'publickey-hostbound-v00@openssh.com' };
    expect((await ask(signRequest({ ...hostBound, behind: sshString(blobOf(gitHost)) })))[0]).toBe(SIGNED);
    expect((await ask(signRequest({ ...hostBound, behind: sshString(blobOf(stranger)) })))[0]).toBe(FAILURE);
  });

  it.each([
    ['with a host whose key is not the pinned one', bindRequest(stranger)],
    ['that the host did not sign', bindRequest(gitHost, { signedId: Buffer.alloc(32, 9) })],
    ['that forwards the agent further', bindRequest(gitHost, { forwarding: 1 })],
  ])('signs nothing in a session %s', async (_name, bind) => {
    const ask = conversation(agentOf());
    expect((await ask(bind))[0]).toBe(FAILURE);
    expect((await ask(signRequest()))[0]).toBe(FAILURE);
    expect((await ask(bindRequest()))[0]).toBe(FAILURE);
  });

  it('binds a stream once', async () => {
    const ask = conversation(agentOf());
    expect((await ask(bindRequest()))[0]).toBe(SUCCESS);
    expect((await ask(bindRequest()))[0]).toBe(FAILURE);
    expect((await ask(signRequest()))[0]).toBe(FAILURE);
  });

  it('wants a session named when the key opens servers too', async () => {
    const ask = conversation(agentOf({ mustBind: true }));
    expect((await ask(signRequest()))[0]).toBe(FAILURE);
  });

  it('takes the first host key of a command when none is pinned, unless it is the key of a server', async () => {
    const agent = agentOf({ hostKeys: [], foreignHostKeys: [blobOf(stranger).toString('base64')] });
    expect((await conversation(agent)(bindRequest(stranger)))[0]).toBe(FAILURE);
    expect((await conversation(agent)(bindRequest()))[0]).toBe(SUCCESS);
    const third = ed25519KeyPair();
    expect((await conversation(agent)(bindRequest(third)))[0]).toBe(FAILURE);
  });

  it('opens a limited number of streams at a time', async () => {
    const agent = agentOf();
    const open = () =>
      new Promise<Error | undefined>((resolve) => agent.getStream((error) => resolve(error)));
    for (let count = 0; count < 16; count++) expect(await open()).toBeUndefined();
    expect(await open()).toBeInstanceOf(Error);
  });

  it('does not take what is not a key', () => {
    expect(() => new OneKeyAgent(lent({ privateKey: new Secret('no key') }))).toThrow(/cannot be read/);
  });
});
