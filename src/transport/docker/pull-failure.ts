import { AppError } from '../../domain/error';
import { dockerFailure, dockerMessage } from './failure';

/** Messages of failures to reach the registry (from Go's net and net/http). */
const UNREACHABLE =
  /no such host|dial tcp|i\/o timeout|connection (?:refused|reset)|TLS handshake timeout|Client\.Timeout|context deadline exceeded|unreachable|server misbehaving|temporary failure in name resolution|no route to host|proxyconnect|unexpected EOF|: EOF|50[0234] (?:Bad|Service|Gateway|Internal)|http: server gave HTTP response to HTTPS client|x509:/i;
const NO_SUCH_TAG = /manifest unknown|manifest for .* not found|not found: manifest|no matching manifest/i;
const NO_ACCESS =
  /pull access denied|repository does not exist|access to the resource is denied|unauthorized|authentication required|no basic auth credentials|incorrect username or password/i;

/** Make the error for an image that could not be pulled. `unavailable` means that a later retry may help. */
export function pullFailure(error: unknown, reference: string): AppError {
  if (error instanceof AppError) return error;
  const message = dockerMessage(error).replace(/\.$/, '');
  const fail = (code: 'unavailable' | 'validation_failed', text: string) =>
    new AppError(code, `${text} (Docker: ${message})`, { cause: error });
  if (/toomanyrequests|rate limit/i.test(message)) {
    return fail(
      'unavailable',
      `The registry limits pulls of ${reference}. Wait, or run docker login as root on this server.`,
    );
  }
  if (NO_SUCH_TAG.test(message)) {
    return fail(
      'validation_failed',
      `The registry has no image ${reference} for this machine. Check the name, tag and platform.`,
    );
  }
  if (NO_ACCESS.test(message)) {
    return fail(
      'validation_failed',
      `The image ${reference} does not exist or needs credentials. Run docker login as root on this server, then deploy again.`,
    );
  }
  if (UNREACHABLE.test(message)) {
    return fail('unavailable', `The registry of ${reference} cannot be reached from the machine.`);
  }
  return dockerFailure(error, `pull ${reference}`);
}
