import type { Secret } from '../domain/secret';

const minimumBits = 52;
const maximumBytes = 128;

const characterClasses: readonly [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^ -~]/, 100],
];

/** Find the reason why a password is refused (authorization contract §5.5); null when it is strong enough. */
export function passwordWeakness(password: Secret): string | null {
  const text = password.reveal();
  if (Buffer.byteLength(text) > maximumBytes)
    return `The password must not be longer than ${maximumBytes} bytes.`;
  if (passwordEntropy(text) < minimumBits)
    return 'The password is too easy to guess. Make it longer, or mix upper and lower case, digits and symbols.';
  return null;
}

/**
 * Estimate bits: length × log2 of the classes used; a character that repeats or continues a sequence does not count.
 */
export function passwordEntropy(text: string): number {
  const alphabet = characterClasses.reduce(
    (size, [pattern, count]) => (pattern.test(text) ? size + count : size),
    0,
  );
  return alphabet === 0 ? 0 : countedLength(text) * Math.log2(alphabet);
}

function countedLength(text: string): number {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  let counted = 0;
  for (const [index, code] of codes.entries()) {
    const step = code - (codes[index - 1] ?? Number.NaN);
    const stepBefore = (codes[index - 1] ?? Number.NaN) - (codes[index - 2] ?? Number.NaN);
    const isRepeat = step === 0;
    const isSequence = Math.abs(step) === 1 && step === stepBefore;
    if (!isRepeat && !isSequence) counted++;
  }
  return Math.min(counted, new Set(codes).size * 2);
}
