import { type DomainEntry, parseDomain, parseDomainList } from '../../domain/input/address/domain-list';

export interface AddressedPreview {
  template: string;
  /** Domains of the application, as a comma list; the first of them counts. */
  fqdn: string | null;
  pullRequestId: number;
  random: string;
}

/** An address of a preview: as it is stored, and read. */
export interface PreviewAddress {
  url: string;
  entry: DomainEntry;
}

/**
 * The address of a preview (deployment contract D8.2): the template in place of the host of the application's domain, with
 * its scheme, port and path. null: the application has no domain. `unusable`: what the template gives is no host name.
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
