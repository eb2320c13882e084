import { Secret } from '../../domain/secret';

/** Marks the value of a `Secret`. No setting has a member with this name. */
const SECRET = '$secret';

/** Serialize plain data with its secrets, only to be sealed. */
export function frozenText(frozen: object): string {
  return JSON.stringify(frozen, function (this: Record<string, unknown>, key, printed) {
    const own = this[key];
    return own instanceof Secret ? { [SECRET]: own.reveal() } : printed;
  });
}

/** Parse the output of `frozenText`. */
export function parseFrozen(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => (isSecret(value) ? new Secret(value[SECRET]) : value));
}

function isSecret(value: unknown): value is { [SECRET]: string } {
  return typeof value === 'object' && value !== null && SECRET in value && typeof value[SECRET] === 'string';
}
