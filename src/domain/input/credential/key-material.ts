/** Texts that are mistaken for a private key, each with a pattern and advice. */
const strangers: readonly [looks: RegExp, message: string][] = [
  [
    /^PuTTY-User-Key-File-/,
    'This is a PuTTY key file. Convert it to OpenSSH format: puttygen key.ppk -O private-openssh -o key',
  ],
  [
    /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\d+|sk-[a-z0-9-]+@openssh\.com) AAAA|BEGIN (RSA |SSH2 |EC )?PUBLIC KEY/,
    'This is a public key. Paste the private key that belongs to it: the file without ".pub".',
  ],
  [
    /^\S+-cert-v01@openssh\.com AAAA|BEGIN (X509 |TRUSTED )?CERTIFICATE-/,
    'This is a certificate. Paste the private key that belongs to it.',
  ],
  [
    /BEGIN (NEW )?CERTIFICATE REQUEST/,
    'This is a certificate request. Paste the private key it was created with.',
  ],
  [
    /BEGIN (SSH2 )?ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m,
    'The key has a passphrase. Remove it first: ssh-keygen -p -f key -N ""',
  ],
  [/BEGIN DSA PRIVATE KEY/, 'DSA keys are not supported. Create a new key: ssh-keygen -t ed25519'],
  [/BEGIN PGP /, 'This is a PGP key. Paste an SSH private key: ssh-keygen -t ed25519 creates one.'],
  [/^AGE-SECRET-KEY-/, 'This is an age key. Paste an SSH private key: ssh-keygen -t ed25519 creates one.'],
  [/^\{\s*"/, 'This is JSON. Paste the private key in PEM format.'],
];

/** Get the advice for a text that is not a private key; null when it is no known mistake. */
export function strangerMessage(text: string): string | null {
  return strangers.find(([looks]) => looks.test(text))?.[1] ?? null;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/**
 * Undo what copying does to a key, if that needs no guess: quotes and white space around it, line ends of other
 * systems, `\n` written as two characters, lines joined or indented, and the parameters that `openssl ecparam` writes
 * before an EC key.
 */
export function repairedKey(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/(?:\\r)?\\n/g, '\n')
    .replace(/\r\n?/g, '\n')
    .trim();
  const blocks = [...lines.matchAll(block)].filter(([, label]) => label !== 'EC PARAMETERS');
  const rest = lines.replace(block, '').trim();
  const [only] = blocks;
  if (only === undefined || blocks.length > 1 || rest !== '') return lines;
  const [, label = '', body = ''] = only;
  if (body.includes(':')) return lines; // headers, which end with an empty line
  const wrapped = body.replace(/\s+/g, '').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${wrapped}-----END ${label}-----`;
}
