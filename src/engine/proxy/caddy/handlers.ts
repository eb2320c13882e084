import type { BasicAuthSpec } from '../../../domain/workload/routing';
import { type SlotPorts, slotUpstream, upstreamHeader } from '../model/upstreams';
import { mountedFlags } from './slot-flag';
import type { CaddyHandler, CaddyMatch } from './types';

/** Escape a text for Caddy, which replaces `{name}` in most values. */
export function literal(text: string): string {
  return text.replaceAll('{', '\\{');
}

/** Send each request to the slot that serves when it arrives: green while the component's flag file exists. */
export function proxyToSlot(key: string, ports: SlotPorts): CaddyHandler {
  const isGreen = { file: { root: mountedFlags, try_files: [`/${key}`] } };
  const green = proxyTo(slotUpstream(key, 'green', ports));
  const blue = proxyTo(slotUpstream(key, 'blue', ports));
  return {
    handler: 'subroute',
    routes: [{ match: [isGreen], handle: [green], terminal: true }, { handle: [blue] }],
  };
}

function proxyTo(dial: string): CaddyHandler {
  return {
    handler: 'reverse_proxy',
    upstreams: [{ dial }],
    // A refused connection is retried for a moment: nothing was sent yet, so any method may be repeated.
    load_balancing: { try_duration: '5s', try_interval: '100ms' },
    transport: {
      protocol: 'http',
      dial_timeout: '3s',
      // Shorter than the idle timeout of common servers (Node: 5 s). If the program closes a connection just as it is
      // reused, a request that may not be repeated would get 502.
      keep_alive: { idle_timeout: '4s' },
    },
  };
}

/**
 * Compress answers, except event streams: their head would be held back until the first event, and the browser would
 * not see them open.
 */
export function compress(): CaddyHandler {
  const encode = { handler: 'encode', encodings: { zstd: {}, gzip: {} }, prefer: ['zstd', 'gzip'] };
  return unless({ header: { Accept: ['*text/event-stream*'] } }, encode);
}

/**
 * Remove visitors' headers that tell programs who sends a request and how; from a trusted proxy they are kept. Caddy
 * itself replaces X-Forwarded-For, -Host and -Proto, and passes on all others.
 */
export function distrust(): CaddyHandler {
  const request = {
    set: { 'X-Real-Ip': ['{http.request.remote.host}'] },
    // With underscores as well: programs behind CGI and WSGI do not tell them apart.
    delete: ['Forwarded', 'X-Forwarded-*', 'X-Forwarded_*', 'X_Forwarded*', 'X-Real_Ip', 'X_Real*'],
  };
  return unless({ vars: { trusted_proxy: ['true'] } }, { handler: 'headers', request });
}

/** Skip a handler for matching requests. */
function unless(match: CaddyMatch, handler: CaddyHandler): CaddyHandler {
  return { handler: 'subroute', routes: [{ match: [{ not: [match] }], handle: [handler] }] };
}

export function stripPathPrefix(prefix: string): CaddyHandler {
  return { handler: 'rewrite', strip_path_prefix: prefix };
}

export function noIndex(): CaddyHandler {
  return { handler: 'headers', response: { set: { 'X-Robots-Tag': ['noindex, nofollow'] } } };
}

/** Require basic authentication. `hash` is bcrypt; Caddy's JSON takes it in base64 (the only form that 2.6 reads). */
export function basicAuth(auth: BasicAuthSpec): CaddyHandler {
  const password = Buffer.from(auth.passwordHash.reveal()).toString('base64');
  return {
    handler: 'authentication',
    providers: {
      http_basic: {
        hash: { algorithm: 'bcrypt' },
        accounts: [{ username: literal(auth.username), password }],
      },
    },
  };
}

/** Redirect with 308, which keeps the method and the body. */
export function redirectTo(scheme: 'https' | 'same', host: string | 'same'): CaddyHandler {
  const to = `${scheme === 'same' ? '{http.request.scheme}' : scheme}://${host === 'same' ? '{http.request.host}' : host}`;
  return { handler: 'static_response', status_code: 308, headers: { Location: [`${to}{http.request.uri}`] } };
}

/** Add the header that names the upstream. Deferred, because it is only known then. */
export function showUpstream(): CaddyHandler {
  const set = { [upstreamHeader]: ['{http.reverse_proxy.upstream.hostport}'] };
  return { handler: 'headers', response: { deferred: true, set } };
}
