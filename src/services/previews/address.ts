import { type DomainEntry, parseDomain, parseDomainList } from '../../domain/input/address/domain-list';

export interface AddressedPreview {
  template: string;
  /** Domains of the application, comma-separated; the first one counts. */
  fqdn: string | null;
  pullRequestId: number;
  random: string;
}

/** The stored address of a preview. */
export interface PreviewAddress {
  url: string;
  entry: DomainEntry;
}

/**
 * The address of a preview (deployment contract D8.2): the template replaces the host of the application's domain;
 * scheme, port and path stay. null: the application has no domain. `unusable`: the template yields no valid host name.
 */
export function previewAddress(of: AddressedPreview): PreviewAddress | null | 'unusable' {
  const [domain] = parseDomainList(of.fqdn ?? '') ?? [];
  if (!domain) return null;
  const values: Readonly<Record<string, string>> = {
    pr_id: String(of.pullRequestId),
    domain: domain.host.replace(/^\*\./, ''),
    random: of.random,
  };
  const host = of.template.replaceAll(
    /\{\{(pr_id|domain|random)\}\}/g,
    (_, name: string) => values[name] ?? '',
  );
  const port = domain.containerPort === null ? '' : `:${domain.containerPort}`;
  const path = domain.path === '/' ? '' : domain.path;
  const url = `${domain.scheme}://${host.toLowerCase()}${port}${path}`;
  const entry = parseDomain(url);
  return entry === null ? 'unusable' : { url, entry };
}
