import { AppError } from '../../../domain/error';
import { type ProxyRoute, specificity } from '../model/routes';

/** How the expression of a wildcard begins. */
const anyLabel = '^[^.]+';

/** The rule of a route: matchers around values that a grammar has checked, so that none of them ends its quotes. */
export function ruleOf({ host, path }: Pick<ProxyRoute, 'host' | 'path'>): string {
  const byHost = host.startsWith('*.')
    ? `HostRegexp(${quoted(`${anyLabel}${host.slice(1).replaceAll('.', '\\.')}$`)})`
    : `Host(${quoted(host)})`;
  if (path === '') return byHost;
  // PathPrefix alone would take /apix for /api.
  return `${byHost} && (Path(${quoted(path)}) || PathPrefix(${quoted(`${path}/`)}))`;
}

/** The host that a rule is for, as the route had it. */
export function hostOfRule(rule: string): string | undefined {
  const [, matcher, value = ''] = /^(Host|HostRegexp)\(`([^`]+)`\)/.exec(rule) ?? [];
  if (matcher === 'Host') return value;
  return matcher && `*${value.slice(anyLabel.length, -1).replaceAll('\\.', '.')}`;
}

/** Of two rules that match, that of the higher number takes the request. */
export function priorityOf(route: ProxyRoute): number {
  return specificity(route) + 1;
}

/** Divide the requests of a rule: those that ask for a stream of events, as browsers do, and the others. */
export function divideByEvents(rule: string): { events: string; others: string } {
  const asksForEvents = `HeaderRegexp(${quoted('Accept')}, ${quoted('text/event-stream')})`;
  return { events: `${rule} && ${asksForEvents}`, others: `${rule} && !${asksForEvents}` };
}

function quoted(value: string): string {
  if (!/^[!-_a-~]+$/.test(value))
    throw new AppError('internal', `${JSON.stringify(value)} cannot be in a rule.`);
  return `\`${value}\``;
}
