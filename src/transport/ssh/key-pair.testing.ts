import { generateSshKey } from '../../lib/ssh-key';

/** Generate an Ed25519 key pair as text, for tests. Not with ssh2, which cannot read 3 of 1 000 of its own keys. */
export function ed25519KeyPair(): { private: string; public: string } {
  const { privateKey, publicKey } = generateSshKey();
  return { private: privateKey.reveal(), public: publicKey };
}
