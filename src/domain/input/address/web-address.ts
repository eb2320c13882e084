import { singleLine } from '../text';
import { isHostName, isIpAddress } from './host-address';

const MAX_BYTES = 2048;
/** A plain address as `URL` writes it: scheme, host, port and a path of plain segments. */
const plain = /^https?:\/\/[^/?#@\s\\]+(?:\/[A-Za-z0-9._~/-]*)?$/;

/** Address of a server that Gantry calls (hostile-inputs row 27): without credentials, query and fragment. */
export const webAddress = singleLine(MAX_BYTES)
  .refine(
    (text) => isWebAddress(text),
    'Must be an address such as https://git.example.com, without credentials.',
  )
  .transform((text) => text.replace(/\/+$/, ''));

function isWebAddress(text: string): boolean {
  if (!plain.test(text) || !URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  return (isHostName(host) || isIpAddress(host)) && !pathname.split('/').includes('..');
}
