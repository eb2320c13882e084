import { AppError } from '../../../domain/error';
import { type ProxyRoute, specificity } from '../model/routes';

/** Beginning of a wildcard's expression. */
const anyLabel = '^[^.]+';

/**
 * Write the rule of a route: matchers around values checked against a grammar, so that none of them ends its quotes.
 */
export function ruleOf({ host, path }: Pick<ProxyRoute, 'host' | 'path'>): string {
  const byHost = host.startsWith('*.')
    ? `HostRegexp(${quoted(`${anyLabel}${host.slice(1).replaceAll('.', '\\.')}$`)})`
    : `Host(${quoted(host)})`;
  if (path === '') return byHost;
  // PathPrefix alone would match /apix for /api.
  return `${byHost} && (Path(${quoted(path)}) || PathPrefix(${quoted(`${path}/`)}))`;
}

/** Get the host of a rule, as the route had it. */
export function hostOfRule(rule: string): string | undefined {
  const [, matcher, value = ''] = /^(Host|HostRegexp)\(`([^`]+)`\)/.exec(rule) ?? [];
  if (matcher === 'Host') return value;
  return matcher && `*${value.slice(anyLabel.length, -1).replaceAll('\\.', '.')}`;
}

/** Get a path that a rule takes. */
export function pathOfRule(rule: string): string {
  return / && \(Path\(`([^`]+)`\)/.exec(rule)?.[1] ?? '/';
}

/** Get the priority of a route: of two matching rules the higher one gets the request. */
export function priorityOf(route: ProxyRoute): number {
  return specificity(route) + 1;
}

/** Split a rule into requests for event streams, as browsers send them, and all others. */
export function divideByEvents(rule: string): { events: string; others: string } {
  const asksForEvents = `HeaderRegexp(${quoted('Accept')}, ${quoted('text/event-stream')})`;
  return { events: `${rule} && ${asksForEvents}`, others: `${rule} && !${asksForEvents}` };
}

function quoted(value: string): string {
  if (!/^[!-_a-~]+$/.test(value))
    throw new AppError('internal', `${JSON.stringify(value)} cannot be in a rule.`);
  return `\`${value}\``;
}
