import { singleLine } from '../text';
import { isHostName, isIpAddress } from './host-address';

const MAX_BYTES = 2048;
/**
 * A URL by the grammar of RFC 3986, without `$`: Traefik reads `$1` as a part of the request, and Caddy `{…}`, which the
 * grammar has not, as a value.
 */
const plain = /^https?:\/\/(?:[A-Za-z0-9\-._~:/?#[\]@!&'()*+,;=]|%[0-9A-Fa-f]{2})+$/i;

/** URL that visitors are redirected to, as it is (hostile-inputs row 37): without credentials. */
export const redirectTarget = singleLine(MAX_BYTES).refine(
  isRedirectTarget,
  'Must be a URL such as https://example.com/moved, without credentials, $ or braces.',
);

function isRedirectTarget(text: string): boolean {
  if (!plain.test(text) || !URL.canParse(text)) return false;
  const { username, password, hostname } = new URL(text);
  if (username + password !== '') return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  return isHostName(host) || isIpAddress(host);
}
